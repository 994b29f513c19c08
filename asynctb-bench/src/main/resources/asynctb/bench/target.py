"""What the targets share."""

import ctypes
import os
import sys


def ready():
    """Starts the thread that watches for stalls, and says that the tools may look."""
    library, shared = os.environ["BENCH_WATCH"], os.environ["BENCH_SHARED"]
    failure = ctypes.CDLL(library).watch(shared.encode())
    if failure:
        sys.exit("the thread that watches for stalls did not start: %d" % failure)
    print("ready", flush=True)


def rest():
    """Keeps the program as it is until the benchmark is done with it."""
    sys.stdin.readline()
