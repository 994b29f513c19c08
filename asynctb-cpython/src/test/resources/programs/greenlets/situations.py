"""Greenlets in each state, in several threads; says of each what it knows of it itself."""

import gc
import json
import sys
import threading

import greenlet

ENTERED = {}
KEPT = {}
HERE = greenlet.getcurrent


class Held:
    def __enter__(self):
        ENTERED.setdefault(id(HERE()), []).append(id(self))
        return self

    def __exit__(self, *error):
        ENTERED[id(HERE())].remove(id(self))


class Slow:
    """One that lets another greenlet go on while it is entered."""

    def __enter__(self):
        ENTERED.setdefault(id(HERE()), []).append(id(self))
        leave("entering")

    def __exit__(self, *error):
        pass


def leave(value=None):
    return HERE().parent.switch(value)


def simple(depth):
    with Held():
        if depth:
            return simple(depth - 1)
        with Held(), Held() as second:
            leave(second)
    return None


def many():
    for depth in range(3):
        with Held():
            leave(depth)


def entering():
    with Slow():
        leave()


async def waits():
    with Held():
        await inner()


async def inner():
    with Held():
        leave("in a coroutine")


def drives():
    with Held():
        coroutine = waits()
        KEPT["coroutine"] = coroutine
        try:
            coroutine.send(None)
        except StopIteration:
            pass


def generates():
    with Held():
        leave()
        yield 1


def iterates():
    for value in generates():
        leave(value)


def builtin_inside():
    # C code between two frames of Python.
    return max([1, 2], key=lambda x: leave(x))


def parent_of_another():
    with Held():
        child = greenlet.greenlet(child_of_another)
        KEPT["grandchild"] = child
        child.switch()
        leave()


def child_of_another():
    with Held():
        leave()


class Named(greenlet.greenlet):
    __slots__ = ()

    def run(self):
        with Held():
            leave()


def started(run, *arguments):
    made = greenlet.greenlet(run)
    made.switch(*arguments)
    return made


def fill():
    KEPT["pending"] = greenlet.greenlet(simple)
    KEPT["simple"] = started(simple, 2)
    KEPT["many"] = started(many)
    KEPT["many"].switch()
    KEPT["entering"] = started(entering)
    KEPT["coroutine's"] = started(drives)
    KEPT["generator's"] = started(iterates)
    KEPT["builtin"] = started(builtin_inside)
    KEPT["parent"] = started(parent_of_another)
    KEPT["named"] = Named()
    KEPT["named"].switch()
    # No frame of Python is in it, and it is not dead.
    KEPT["frameless"] = started(HERE().switch)
    KEPT["dead"] = started(lambda: None)
    failed = greenlet.greenlet(lambda: 1 / 0)
    try:
        failed.switch()
    except ZeroDivisionError:
        pass
    KEPT["failed"] = failed


def state_of(one):
    if one.dead:
        return "dead"
    if not one:
        return "pending"
    return "current" if one in CURRENT else "suspended"


def seen_by_stackscope(one):
    import stackscope
    return [[frame.pyframe.f_code.co_name, frame.lineno, [id(context.obj) for context in frame.contexts]]
            for frame in stackscope.extract(one, with_contexts=True).frames]


def report():
    gc.collect()
    greenlets = [one for one in gc.get_objects() if isinstance(one, greenlet.greenlet)]
    names = {id(one): name for name, one in KEPT.items()}
    said = []
    for one in greenlets:
        state = state_of(one)
        frames = []
        frame = CURRENT[one] if state == "current" else one.gr_frame
        while frame is not None:
            # What is still to be called by whoever runs it is not counted: its line changes.
            frames.insert(0, [frame.f_code.co_name, 0 if state == "current" else frame.f_lineno])
            frame = frame.f_back
        said.append({
            "stackscope": seen_by_stackscope(one) if "stackscope" in sys.argv and state == "suspended" else None,
            "name": names.get(id(one)), "address": id(one), "state": state, "frames": frames,
            "contexts": ENTERED.get(id(one), []), "parent": id(one.parent) if one.parent is not None else 0,
        })
    print(json.dumps(said))


# The current greenlet of each thread, and its frame.
CURRENT = {}
IDLE = threading.Event()


def rests(ready):
    with Held():
        CURRENT[HERE()] = sys._getframe()
        ready()
        IDLE.wait()


def thread_in_greenlet(ready):
    with Held():
        KEPT["thread's suspended"] = started(many)
        KEPT["thread's current"] = greenlet.greenlet(between)
        KEPT["thread's current"].switch(ready)


def between(ready):
    with Held():
        KEPT["nested current"] = greenlet.greenlet(rests)
        KEPT["nested current"].switch(ready)


def thread_in_main(ready):
    KEPT["other main"] = HERE()
    KEPT["other suspended"] = started(simple, 0)
    rests(ready)


def thread_without(ready):
    ready()
    IDLE.wait()


def in_thread(run):
    ready = threading.Event()
    threading.Thread(target=run, args=(ready.set,), name=run.__name__, daemon=True).start()
    ready.wait()


def main():
    fill()
    for run in (thread_in_greenlet, thread_in_main, thread_without):
        in_thread(run)
    CURRENT[HERE()] = sys._getframe()
    # Leaves the variable of the library to the main thread.
    started(lambda: None)
    report()
    print("ready", flush=True)
    sys.stdin.readline()


KEPT["main"] = HERE()
if "in-greenlet" in sys.argv:
    top = greenlet.greenlet(main)
    KEPT["main's current"] = top
    with Held():
        top.switch()
else:
    main()
