"""Waits with a time-out in calls that a pause interrupts; answers what came of them, and how many signals came."""
import ctypes
import os
import select
import signal
import sys
import threading

EVENTS = 12 * 16
results = {"by C": "waits", "by Python": "waits"}
signals = 0


def by_c():
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.epoll_create1(0)
    result = libc.epoll_wait(descriptor, ctypes.create_string_buffer(EVENTS), 16, 600000)
    results["by C"] = "%d %s" % (result, os.strerror(ctypes.get_errno()))


def by_python():
    results["by Python"] = str(select.epoll().poll(600))


def count(number, frame):
    global signals
    signals += 1


signal.signal(signal.SIGUSR1, count)
for target in (by_c, by_python):
    threading.Thread(target=target, daemon=True).start()
print("ready", flush=True)
for line in sys.stdin:
    print("by C: %s; by Python: %s; signals: %d" % (results["by C"], results["by Python"], signals), flush=True)
