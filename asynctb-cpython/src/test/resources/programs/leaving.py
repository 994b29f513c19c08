"""Rests where a coroutine is being left: in a profiling function at its end, or in what is finalized on the way.

    leaving.py HOW
"""
import sys


class Loud:
    def __del__(self):
        rest()


def rest():
    sys.setprofile(None)
    print("ready", flush=True)
    input()


def hook(frame, event, argument):
    if event == "return" and frame.f_code is inner.__code__:
        rest()


def fail():
    raise ValueError


async def inner():
    if how == "raises":
        fail()
    elif how == "unwinds":
        print(Loud(), fail())
    elif how == "handles":
        try:
            print(Loud(), fail())
        except ValueError:
            pass


how = sys.argv[1]
if how in ("returns", "raises"):
    sys.setprofile(hook)
coroutine = inner()
try:
    coroutine.send(None)
except (StopIteration, ValueError):
    pass
