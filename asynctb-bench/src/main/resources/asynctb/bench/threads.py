"""threads.py THREADS FRAMES rest|compute: so many threads, the main one included, each so many frames deep."""

import sys
import threading

import target

THREADS, FRAMES, COMPUTE = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "compute"
FRAMES_OF_THREADING = 3
arrived = threading.Semaphore(0)
never = threading.Lock()
never.acquire()


def innermost(is_main):
    if is_main:
        for _ in range(THREADS - 1):
            arrived.acquire()
        target.ready()
    else:
        arrived.release()
    while COMPUTE:
        sum(range(100))
    if is_main:
        sys.stdin.readline()
    else:
        never.acquire()


# Ten functions, since tools write recursion of fewer in a few lines. Each calls the next one by another name, so that
# `innermost` stands in no line of source but its own.


def call_0(more, is_main):
    return steps[1](more - 1, is_main) if more else leaf(is_main)


def call_1(more, is_main):
    return steps[2](more - 1, is_main) if more else leaf(is_main)


def call_2(more, is_main):
    return steps[3](more - 1, is_main) if more else leaf(is_main)


def call_3(more, is_main):
    return steps[4](more - 1, is_main) if more else leaf(is_main)


def call_4(more, is_main):
    return steps[5](more - 1, is_main) if more else leaf(is_main)


def call_5(more, is_main):
    return steps[6](more - 1, is_main) if more else leaf(is_main)


def call_6(more, is_main):
    return steps[7](more - 1, is_main) if more else leaf(is_main)


def call_7(more, is_main):
    return steps[8](more - 1, is_main) if more else leaf(is_main)


def call_8(more, is_main):
    return steps[9](more - 1, is_main) if more else leaf(is_main)


def call_9(more, is_main):
    return steps[0](more - 1, is_main) if more else leaf(is_main)


steps = [call_0, call_1, call_2, call_3, call_4, call_5, call_6, call_7, call_8, call_9]
leaf = innermost

for _ in range(THREADS - 1):
    threading.Thread(target=call_0, args=(FRAMES - FRAMES_OF_THREADING - 2, False), daemon=True).start()
call_0(FRAMES - 3, True)
