"""Conditions that are entered by a lock of others: who waits for their notice has let go of it, and who is in their block holds it."""
import threading
import time

lock = threading.Lock()
patient, hasty, busy = (threading.Condition(lock) for _ in range(3))
other = threading.Lock()
outer = threading.Lock()
inner = threading.Condition(outer)
hold = threading.Event()


def notices():
    with lock:
        patient.wait()


def notices_for_a_time():
    with lock:
        hasty.wait(1800)


def works():
    with busy:
        hold.wait()


def wants():
    with lock:
        pass


def first():
    with inner:
        ready.wait()
        with other:
            pass


def second():
    with other:
        ready.wait()
        with outer:
            pass


ready = threading.Barrier(2)
for target in (notices, notices_for_a_time, works, wants, first, second):
    threading.Thread(target=target, name=target.__name__, daemon=True).start()
    time.sleep(0.1)
print("ready", flush=True)
input()
