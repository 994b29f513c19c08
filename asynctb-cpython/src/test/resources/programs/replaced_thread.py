"""A thread that for each line of input ends, so that another one, with a state in the same place, can take its place."""
import sys
import threading


def stay(begun, end):
    begun.set()
    end.wait()


def start():
    begun, end = threading.Event(), threading.Event()
    thread = threading.Thread(target=stay, args=(begun, end), name="stays", daemon=True)
    thread.start()
    begun.wait()
    return thread, end


thread, end = start()
sys.stdout.write("ready\n")
sys.stdout.flush()
for line in iter(sys.stdin.readline, ""):
    end.set()
    thread.join()
    thread, end = start()
    sys.stdout.write("replaced\n")
    sys.stdout.flush()
