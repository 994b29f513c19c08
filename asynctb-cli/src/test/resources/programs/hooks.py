"""A program with something for each thing that a rule can say.

With an argument it first tells what the library stackscope sees of it, taught the same (see hooks_within.py).
"""
import contextlib
import sys
import threading
import time
import types
import weakref


@types.coroutine
def halt():
    yield


class Promise:
    """Awaitable; what it waits for is behind a weak reference in a dictionary."""

    def __init__(self, coroutine):
        self.coroutine = coroutine
        self.table = {"who": [weakref.ref(coroutine_owner(coroutine))]}

    def __await__(self):
        return PromiseIterator(self)


class PromiseIterator:
    def __init__(self, promise):
        self.promise = promise

    def __iter__(self):
        return self

    def __next__(self):
        return None


class Owner:
    def __init__(self, coroutine):
        self.coroutine = coroutine


owners = []


def coroutine_owner(coroutine):
    owners.append(Owner(coroutine))
    return owners[-1]


class Room:
    def __init__(self, name, guests=()):
        self.name, self.guests, self.open = name, guests, True

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return None


class Door:
    """Stands for a room."""

    def __init__(self, room):
        self.room = room

    def __enter__(self):
        return self.room

    def __exit__(self, *exception):
        return None


class Secret(Room):
    pass


class Stage(Room):
    """Is made of a generator."""

    def __init__(self, play):
        self.play = play
        next(play)


class House(Room):
    """Keeps rooms."""


class Camp(Room):
    """Keeps tasks."""

    def __init__(self, campers):
        self.campers = campers


class Camper:
    """A task."""

    def __init__(self, coroutine):
        self.coroutine = coroutine


@contextlib.contextmanager
def opened(room):
    with room:
        yield room


@contextlib.contextmanager
def guided(group):
    yield


@contextlib.contextmanager
def unseen():
    yield


class Relay:
    """Awaitable; several things are behind it."""

    def __init__(self, runners):
        self.runners = runners

    def __await__(self):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        return None


def play():
    yield "scene"


async def promised():
    await halt()


async def hidden():
    await line_hidden()


async def line_hidden():
    await pruned()


async def pruned():
    await halt()


async def redirected(job):
    await halt()


async def inserted(other):
    await halt()


async def choosy(wanted):
    await halt()


def outer():
    async def nested():
        await halt()

    return nested()


async def shy():
    __tracebackhide__ = True
    await halt()


async def relays():
    await Relay([started(promised()), started(promised())])


async def keeps():
    await Promise(started(promised()))


async def rooms():
    with Door(Room("hall", ["ann", "bob"])), Secret("cellar"), Stage(play()), House("villa", [Room("attic"), Room("den")]):
        await halt()


async def made():
    with opened(Room("yard", ["cat"])), guided(["eva", "jim"]), unseen(), Camp(CAMPERS):
        await halt()


def worker(job):
    job()


def wait():
    time.sleep(1000)


def loiter():
    time.sleep(1000)


def started(coroutine):
    coroutine.send(None)
    return coroutine


other = started(promised())
for job in (loiter, wait):
    threading.Thread(target=worker, args=(job,), daemon=True).start()

hiding = started(hidden())
redirecting = started(redirected(wait))
inserting = started(inserted(other))
choosing = [started(choosy("yes")), started(choosy("no"))]
keeping = started(keeps())
rooming = started(rooms())
nesting = started(outer())
shying = started(shy())
relaying = started(relays())
CAMPERS = [Camper(started(promised())), Camper(started(promised()))]
making = started(made())
if sys.argv[1:]:
    import hooks_within

    hooks_within.tell(sys.modules[__name__])
print("ready", flush=True)
time.sleep(1000)
