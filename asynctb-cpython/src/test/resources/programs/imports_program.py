"""imports_program.py FOLDER MODULE...: rests in the function `work` of each module, in a thread of its name."""
import importlib
import os
import sys
import threading


def rest():
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


sys.path.insert(0, sys.argv[1])
for name in sys.argv[2:]:
    work = importlib.import_module(name).work
    threading.Thread(target=work, args=(rest,), name=name, daemon=True).start()
sys.stdout.write("ready\n")
sys.stdout.flush()
os.read(0, 1)
