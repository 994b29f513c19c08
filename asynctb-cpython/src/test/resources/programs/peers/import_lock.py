"""Two threads import a module that does not come to its end."""
import importlib
import os
import signal
import sys
import tempfile
import threading

signal.alarm(900)  # an orphan ends by itself

folder = tempfile.TemporaryDirectory()
sys.path.insert(0, folder.name)
with open(os.path.join(folder.name, "slow_module.py"), "w") as file:
    file.write("import threading\n\nSTARTED.set()\n\n\nclass Slow:\n    threading.Event().wait()\n")
os.utime(file.name, (10**9, 10**9))
started = threading.Event()
__builtins__.STARTED = started


def first():
    import slow_module


def second():
    importlib.import_module("slow_module")


threading.Thread(target=first, daemon=True).start()
started.wait()
waiting = threading.Thread(target=second, daemon=True)
waiting.start()
print("ready", flush=True)
waiting.join()
