"""Two threads that rest and a coroutine that waits. Imports little, so that it runs in a tree with few files.

An argument is the version that it pretends to be of, as in sys.hexversion.
"""
import os
import sys
import threading
import types


@types.coroutine
def trap():
    yield "trapped"


async def inner():
    await trap()


async def outer():
    await inner()


def work(lock):
    lock.acquire()


def main():
    lock = threading.Lock()
    lock.acquire()
    threading.Thread(target=work, args=(lock,), name="worker", daemon=True).start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    os.read(0, 1)


if len(sys.argv) > 1:
    sys.hexversion = int(sys.argv[1])
SUSPENDED = outer()
SUSPENDED.send(None)
main()
