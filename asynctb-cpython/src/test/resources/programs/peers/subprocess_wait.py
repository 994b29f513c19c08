"""Waits for a child, and for another one's output."""
import signal
import subprocess
import threading

signal.alarm(900)  # an orphan ends by itself



def communicate():
    with subprocess.Popen(["sleep", "900"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        child.communicate()


threading.Thread(target=communicate, daemon=True).start()
print("ready", flush=True)
subprocess.call(["sleep", "900"])
