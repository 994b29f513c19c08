"""Two subinterpreters, each in a thread of ours and with a thread of its own."""
import importlib
import os
import sys
import threading

CODE = """
import os
import threading


def rest(write, wait):
    os.write(write, b".")
    os.read(wait, 1)


def below(write, wait):
    rest(write, wait)


def call(write, wait):
    threading.Thread(target=below, args=(write, wait), name="inner-%(number)d").start()
    rest(write, wait)


call(%(write)d, %(wait)d)
"""


def run(code):
    for name in "_interpreters", "_xxsubinterpreters":
        try:
            interpreters = importlib.import_module(name)
        except ImportError:
            continue
        # Later versions ask for the same in another way, and by default threads are allowed in them.
        options = {"isolated": False} if (3, 9) <= sys.version_info < (3, 13) else {}
        return interpreters.run_string(interpreters.create(**options), code)
    return importlib.import_module("_testcapi").run_in_subinterp(code)  # 3.6


def main():
    ready, write = os.pipe()
    wait, _ = os.pipe()
    for number in 1, 2:
        code = CODE % {"number": number, "write": write, "wait": wait}
        threading.Thread(target=run, args=(code,), name="outer-%d" % number, daemon=True).start()
    for _ in range(4):
        os.read(ready, 1)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    os.read(0, 1)
    os._exit(0)


main()
