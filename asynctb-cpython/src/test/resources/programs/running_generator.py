"""Rests in a call that a generator makes. The module threading is what tells the name of the thread."""
import os
import sys
import threading  # noqa: F401


def walk():
    yield os.read(0, 1)


def main():
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for _ in walk():
        pass


main()
