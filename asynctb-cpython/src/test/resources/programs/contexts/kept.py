"""Stacks of context managers with entries of every kind, and managers made of generators, for CPython 3.6 and newer.

Each question is the name of an object; the answer is one line of JSON: the address of the object, what the program itself
has put into its outermost manager, the line of its outermost frame, and, where stackscope is installed, what that sees. Up to 3.6 the backports of
AsyncExitStack and asynccontextmanager are taken.
"""

import contextlib
import functools
import json
import os
import sys
import types

try:
    from contextlib import AsyncExitStack, asynccontextmanager
except ImportError:
    from async_exit_stack import AsyncExitStack
    from async_generator import asynccontextmanager

# One of the managers redirects the standard output.
OUTPUT = sys.stdout
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))


@types.coroutine
def trap():
    yield


class Plain:
    def __enter__(self):
        return self

    def __exit__(self, *arguments):
        return False

    def method(self, *arguments):
        return False

    @classmethod
    def of_class(cls, *arguments):
        return False

    @staticmethod
    def of_none(*arguments):
        return False


class Later:
    """Its exit waits if it is told to."""

    def __init__(self, waits=False):
        self.waits = waits

    async def __aenter__(self):
        return self

    async def __aexit__(self, *arguments):
        if self.waits:
            await trap()
        return False

    async def method(self, *arguments):
        return False


class Called:
    def __call__(self, *arguments):
        return False


def callback(*arguments, **keywords):
    return False


async def later_callback(*arguments, **keywords):
    return False


@contextlib.contextmanager
def made(value, other=None):
    with Plain() as inner:
        yield value


@asynccontextmanager
async def made_later(value, waits=None):
    if waits == "entering":
        await trap()
    try:
        async with Later() as inner:
            yield value
    finally:
        if waits == "exiting":
            await trap()


class Record:
    """What was put into a stack."""

    def __init__(self):
        self.entries = []

    def add(self, manager, is_async=False, inside=None):
        self.entries.append((manager, is_async, inside))

    def lines(self, name):
        for i, (manager, is_async, inside) in enumerate(self.entries):
            yield "0x%x %sas %s[%d]" % (id(manager), "async " if is_async else "", name, i)
            if inside is not None:
                for line in inside.lines("%s[%d]" % (name, i)):
                    yield line


RECORDS = {}


def fill(stack, record):
    """Entries of all kinds that a stack takes."""
    manager = made(1, other="two")
    stack.enter_context(manager)
    record.add(manager)
    for plain in (Plain(), open(os.devnull)):
        stack.enter_context(plain)
        record.add(plain)
    plain = Plain()
    stack.push(plain)
    record.add(plain)
    stack.push(plain.method)
    record.add(plain)
    stack.push(Plain.of_class)
    record.add(Plain)
    stack.push(Plain.of_none)
    record.add(Plain.of_none)
    stack.push(callback)
    record.add(callback)
    called = Called()
    stack.push(called)
    record.add(called)
    for call, arguments, keywords in [
        (callback, (10, "hi", [1, 2]), {"answer": 42}),
        (plain.method, (), {}),
        (functools.partial(callback, 1), (2,), {}),
        (print, ("x",), {"file": None}),
        (lambda: None, (), {}),
    ]:
        stack.callback(call, *arguments, **keywords)
        record.add(call)


def fill_nested(stack, record):
    inner, kept = contextlib.ExitStack(), Record()
    stack.enter_context(inner)
    record.add(inner, inside=kept)
    inner.callback(callback, "inner")
    kept.add(callback)
    manager = made(3)
    inner.enter_context(manager)
    kept.add(manager)


async def fill_later(stack, record):
    for later in (made_later(1), Later()):
        await stack.enter_async_context(later)
        record.add(later, is_async=True)
    later = Later()
    stack.push_async_exit(later)
    record.add(later, is_async=True)
    stack.push_async_exit(later.method)
    record.add(later, is_async=True)
    stack.push_async_exit(later_callback)
    record.add(later_callback, is_async=True)
    stack.push_async_callback(later_callback, 1, two=2)
    record.add(later_callback, is_async=True)


def every_entry():
    record = RECORDS["every_entry"] = Record()
    with contextlib.ExitStack() as stack:
        fill(stack, record)
        fill_nested(stack, record)
        yield


def without_a_name():
    record = RECORDS["without_a_name"] = Record()
    with contextlib.ExitStack():
        yield


def for_an_item():
    record = RECORDS["for_an_item"] = Record()
    d = {"s": contextlib.ExitStack()}
    with d["s"] as d["t"]:
        d["t"].callback(callback)
        record.add(callback)
        yield


def moved():
    record = RECORDS["moved"] = Record()
    with contextlib.ExitStack() as first:
        fill_nested(first, record)
        kept = first.pop_all()
    with kept:
        yield


async def every_later_entry():
    record = RECORDS["every_later_entry"] = Record()
    async with AsyncExitStack() as stack:
        await fill_later(stack, record)
        fill(stack, record)
        fill_nested(stack, record)
        await trap()


async def leaving():
    """Waits in the exit of the entry that came last; that one is kept no more."""
    record = RECORDS["leaving"] = Record()
    async with AsyncExitStack() as stack:
        await fill_later(stack, record)
        fill_nested(stack, record)
        await stack.enter_async_context(Later(waits=True))


async def leaving_by_exception():
    record = RECORDS["leaving_by_exception"] = Record()
    async with AsyncExitStack() as stack:
        stack.callback(callback)
        record.add(callback)
        await stack.enter_async_context(made_later(1, waits="exiting"))
        raise KeyError("own")


async def entering():
    record = RECORDS["entering"] = Record()
    async with AsyncExitStack() as stack:
        await fill_later(stack, record)
        await stack.enter_async_context(made_later(1, waits="entering"))


def delegating():
    yield from nested()


def nested():
    with made(1) as one, contextlib.closing(open(os.devnull)) as two:
        with contextlib.suppress(KeyError), contextlib.redirect_stdout(two):
            yield


async def nested_later():
    async with made_later(1) as one, Later() as two:
        await trap()


async def generating():
    with made(1) as one:
        async with made_later(2):
            yield


OBJECTS = {
    function.__name__: function()
    for function in [
        every_entry,
        without_a_name,
        for_an_item,
        moved,
        every_later_entry,
        leaving,
        leaving_by_exception,
        entering,
        delegating,
        nested,
        nested_later,
    ]
}
for suspended in OBJECTS.values():
    suspended.send(None)

if hasattr(contextlib, "aclosing"):

    async def closing_later():
        async with contextlib.aclosing(generating()) as generated:
            async for value in generated:
                await trap()

    async def leaving_what_closes():
        async with contextlib.aclosing(stubborn()) as generated:
            await generated.__anext__()

    async def stubborn():
        try:
            yield
        finally:
            async with Later() as later:
                await trap()

    for function in (closing_later, leaving_what_closes):
        OBJECTS[function.__name__] = function()
        OBJECTS[function.__name__].send(None)

try:
    import async_generator
except ImportError:
    pass
else:

    @async_generator.asynccontextmanager
    @async_generator.async_generator
    async def backported(value):
        async with Later() as later:
            await async_generator.yield_(value)

    @async_generator.async_generator
    async def backported_steps(waits):
        async with backported(1) as one:
            await async_generator.yield_(one)
            async with backported(2) as two:
                await waits()

    @async_generator.async_generator
    async def backported_delegation():
        await async_generator.yield_from_(backported_steps(trap))

    async def within_backported():
        async with async_generator.aclosing(backported_delegation()) as steps:
            async for step in steps:
                with made(step):
                    pass

    async def between_backported():
        async with async_generator.aclosing(backported_steps(trap)) as steps:
            async for step in steps:
                kept_for_later.append(steps)
                await trap()

    async def leaving_backported():
        async with async_generator.aclosing(backported_steps(trap)) as steps:
            await steps.__anext__()
            stubborn_steps = backported_stubborn()
            await stubborn_steps.__anext__()
            await stubborn_steps.aclose()

    @async_generator.async_generator
    async def backported_stubborn():
        try:
            await async_generator.yield_(1)
        finally:
            await trap()

    kept_for_later = []
    for function in (within_backported, between_backported, leaving_backported):
        OBJECTS[function.__name__] = function()
        OBJECTS[function.__name__].send(None)
    OBJECTS["backported_itself"] = kept_for_later[0]


def answer(name):
    found = OBJECTS[name]
    frame = next(getattr(found, frame) for frame in ("cr_frame", "gi_frame", "ag_frame") if hasattr(found, frame))
    told = {"root": "@0x%x" % id(found), "line": frame.f_lineno}
    if name in RECORDS:
        variable = {"for_an_item": "d['t']", "moved": "kept", "without_a_name": "_"}.get(name, "stack")
        told["kept"] = list(RECORDS[name].lines(variable))
    try:
        import extracted
    except ImportError:
        return told
    told["extracted"] = extracted.lines(found)
    return told


for name in OBJECTS:
    print(name, file=OUTPUT)
print("ready", file=OUTPUT, flush=True)
for question in sys.stdin:
    print(json.dumps(answer(question.strip())), file=OUTPUT, flush=True)
os._exit(0)
