"""Holds objects of many kinds in all that states there are, says how many of each the collector lists, and rests."""

import asyncio
import gc
import json
import sys
import threading
import types

import greenlet


class Slotted:
    __slots__ = ("value",)


class SlottedChild(Slotted):
    __slots__ = ()


class Empty:
    __slots__ = ()


class Plain:
    pass


class PlainChild(Plain):
    class Inner(Plain):
        pass


class OwnTask(asyncio.Task):
    pass


class OwnGreenlet(greenlet.greenlet):
    pass


def numbers(most):
    for number in range(most):
        yield number


def delegating():
    yield from numbers(3)


async def anumbers(most):
    for number in range(most):
        yield number


async def inner(event):
    await event.wait()


async def outer(event):
    await inner(event)


async def ended():
    return None


@types.coroutine
def old_style():
    yield


def switching(main):
    main.switch()


KEPT = []


def started(generator):
    next(generator)
    return generator


def make_objects():
    for i in range(5000):
        KEPT.append(SlottedChild())
        KEPT.append(Slotted())
    for i in range(30):
        KEPT.extend([Empty(), Plain(), PlainChild(), PlainChild.Inner()])
    for i in range(7):
        KEPT.append(numbers(3))
        KEPT.append(started(numbers(3)))
        KEPT.append(started(delegating()))
    finished = numbers(0)
    list(finished)
    KEPT.append(finished)
    gc.collect()
    KEPT.append(PlainChild())
    KEPT.append(started(numbers(2)))
    KEPT.append(old_style())


def make_greenlets():
    main = greenlet.getcurrent()
    for i in range(4):
        KEPT.append(OwnGreenlet(switching))
        begun = greenlet.greenlet(switching)
        begun.switch(main)
        KEPT.append(begun)
    dead = greenlet.greenlet(ended_call)
    dead.switch()
    KEPT.append(dead)


def ended_call():
    return None


async def make_tasks():
    event = asyncio.Event()
    loop = asyncio.get_event_loop()
    KEPT.append(event)
    for i in range(9):
        KEPT.append(asyncio.ensure_future(outer(event)))
    KEPT.append(OwnTask(outer(event), loop=loop))
    done = asyncio.ensure_future(ended())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    KEPT.append(done)
    KEPT.append(asyncio.ensure_future(outer(event)))
    for i in range(3):
        KEPT.append(inner(event))
        anext = anumbers(3)
        await anext.__anext__()
        KEPT.append(anext)
    KEPT.append(anumbers(1))


NAMED = {
    "coroutine": types.CoroutineType,
    "generator": types.GeneratorType,
    "async_generator": types.AsyncGeneratorType,
    "greenlet": greenlet.greenlet,
    "task": asyncio.Task,
    "asyncio.Task": asyncio.Task,
    "asyncio.Future": asyncio.Future,
    "function": types.FunctionType,
    "module": types.ModuleType,
    "type": type,
    "__main__.Slotted": Slotted,
    "__main__.SlottedChild": SlottedChild,
    "__main__.Empty": Empty,
    "__main__.Plain": Plain,
    "__main__.PlainChild": PlainChild,
    "__main__.PlainChild.Inner": PlainChild.Inner,
    "__main__.OwnTask": OwnTask,
    "__main__.OwnGreenlet": OwnGreenlet,
}


def count():
    """Makes nothing that is counted."""
    counts = dict.fromkeys(NAMED, 0)
    for known in gc.get_objects():
        for name, of in NAMED.items():
            if isinstance(known, of):
                counts[name] += 1
    return counts


def answer():
    print(json.dumps(count()), flush=True)


async def main():
    make_objects()
    make_greenlets()
    await make_tasks()
    waiter = threading.Thread(target=threading.Event().wait, daemon=True)
    waiter.start()
    json.dumps(count())
    answer()
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() == "freeze":
            gc.freeze()
            print("frozen", flush=True)


gc.disable()
asyncio.get_event_loop_policy().new_event_loop().run_until_complete(main())
