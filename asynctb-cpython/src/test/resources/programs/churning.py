"""Two threads that stay, "steady" and "starter", of which the latter starts hundreds a second that soon end."""
import os
import sys
import threading
import time


def stay(lock):
    lock.acquire()


def come_and_go():
    time.sleep(0.001)


def start_others():
    while True:
        for _ in range(5):
            threading.Thread(target=come_and_go, daemon=True).start()
        time.sleep(0.003)


lock = threading.Lock()
lock.acquire()
threading.Thread(target=stay, args=(lock,), name="steady", daemon=True).start()
threading.Thread(target=start_others, name="starter", daemon=True).start()
sys.stdout.write("ready\n")
sys.stdout.flush()
os.read(0, 1)
