"""greenlets.py COUNT: so many greenlets of gevent, five calls deep, that wait for one event."""

import gc
import sys
import traceback

import gevent
import gevent.event
import gevent.socket

import inside
import target

COUNT = int(sys.argv[1])
never = gevent.event.Event()


def innermost():
    never.wait()


leaf = innermost


def fourth():
    leaf()


def third():
    fourth()


def second():
    third()


def first():
    second()


def by_collector():
    """Of all greenlets that the garbage collector knows."""
    live = [thing for thing in gc.get_objects() if isinstance(thing, gevent.Greenlet) and not thing.dead]
    if len(live) != COUNT:
        raise ValueError("there are %d" % len(live))
    for greenlet in live:
        yield "".join(traceback.format_stack(greenlet.gr_frame))


held = [gevent.spawn(first) for _ in range(COUNT)]
gevent.sleep(0.1)
target.ready()
while True:
    gevent.socket.wait_read(sys.stdin.fileno())
    inside.answer(by_collector, COUNT)
