"""A program with something for each thing that a rule can say."""
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


async def keeps():
    await Promise(started(promised()))


async def rooms():
    with Door(Room("hall", ["ann", "bob"])), Secret("cellar"), Stage(play()), House("villa", [Room("attic"), Room("den")]):
        await halt()


def worker(job):
    wait(job)


def wait(job):
    time.sleep(1000)


def started(coroutine):
    coroutine.send(None)
    return coroutine


other = started(promised())
job, wrong_job = object(), object()
for one in (wrong_job, job):
    threading.Thread(target=worker, args=(one,), daemon=True, name="right" if one is job else "wrong").start()

hiding = started(hidden())
redirecting = started(redirected(job))
inserting = started(inserted(other))
choosing = [started(choosy("yes")), started(choosy("no"))]
keeping = started(keeps())
rooming = started(rooms())
print("ready", flush=True)
time.sleep(1000)
