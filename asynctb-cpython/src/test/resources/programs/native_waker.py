"""Rests in Python; a thread of C code wakes every millisecond, and starts another one that ends at once."""
import ctypes
import os


class Event(ctypes.Structure):
    _fields_ = [("value", ctypes.c_long), ("signal", ctypes.c_int), ("notify", ctypes.c_int),
                ("function", ctypes.c_void_p), ("attributes", ctypes.c_void_p), ("rest", ctypes.c_char * 64)]


class Interval(ctypes.Structure):
    _fields_ = [("times", ctypes.c_long * 4)]


def library():
    for name in (None, "librt.so.1"):
        candidate = ctypes.CDLL(name, use_errno=True)
        if hasattr(candidate, "timer_create"):
            return candidate
    raise SystemExit("no timers")


SIGEV_THREAD = 2
CLOCK_MONOTONIC = 1
MILLISECOND = 1_000_000

lib = library()
harmless = ctypes.cast(ctypes.CDLL(None).labs, ctypes.c_void_p).value
event = Event(notify=SIGEV_THREAD, function=harmless)
timer = ctypes.c_void_p()
assert lib.timer_create(CLOCK_MONOTONIC, ctypes.byref(event), ctypes.byref(timer)) == 0
every = Interval((ctypes.c_long * 4)(0, MILLISECOND, 0, MILLISECOND))
assert lib.timer_settime(timer, 0, ctypes.byref(every), None) == 0
print("ready", flush=True)
os.read(0, 1)
