"""The program of the acceptance test: one of everything that a stack can go through. Parses on 3.6; what needs a newer
syntax stands in newer_*.py beside this file. Strange layout is on purpose: it is what the line tables are read for.
"""
import _thread
import asyncio
import collections.abc
import functools
import gc
import importlib
import os
import queue
import select
import socket
import subprocess
import sys
import threading
import time
import types

import oracle
from resting import Countdown, rest, started, trap

OBJECTS = {}


def register(name, *, prepare=None):
    """A decorator with arguments: what the function makes becomes an object of the report."""

    def decorate(make):
        made = make()
        OBJECTS[name] = made if prepare is None else prepare(made)
        return make

    return decorate


def advanced(generator):
    next(generator)
    return generator


def finished(coroutine):
    try:
        while True:
            coroutine.send(None)
    except (StopIteration, StopAsyncIteration):
        return coroutine


def half_driven(awaitable):
    """An awaitable that has been sent into once and is kept itself, not what it belongs to."""
    awaitable.send(None)
    return awaitable


def until_yield(agen):
    """An async generator that has reached its first yield."""
    try:
        agen.asend(None).send(None)
    except StopIteration:
        return agen
    raise AssertionError("it waits before its first yield")


# --- coroutines: states


async def simple():
    await trap("simple")


@register("coroutine_finished", prepare=finished)
def make_finished():
    return simple()


register("coroutine_created")(simple)
register("coroutine_suspended", prepare=started)(simple)


@register("coroutine_failed")
def make_failed():
    async def fails():
        await trap(1)
        raise ValueError

    coroutine = started(fails())
    try:
        coroutine.send(None)
    except ValueError:
        pass
    return coroutine


@register("coroutine_closed", prepare=started)
def make_closed():
    coroutine = simple()
    coroutine.close()

    async def other():
        await trap()

    OBJECTS["coroutine_closed_before_start"] = coroutine
    return other()


# --- coroutines: what they wait in


class Awaited:
    """__await__ that is a generator."""

    def __init__(self, inner=None):
        self.inner = inner

    def __await__(self):
        if self.inner is not None:
            yield from self.inner.__await__()
        result = (
            yield
            self
        )
        return result


class AwaitedByOther:
    """__await__ that hands over to another coroutine's."""

    def __await__(self):
        return self.waits().__await__()

    async def waits(self):
        return await trap(
            self
        )


class AwaitedIterator:
    """__await__ that gives an iterator without frames."""

    def __await__(self):
        return Countdown(9)


class AwaitedList:
    def __await__(self):
        return iter([1, 2, 3])


async def outer(inner):
    value = [

        1,
        await middle(
            inner,

        ),
        2]
    return value


async def middle(inner):
    for attempt in range(3):
        try:
            if attempt == 1:
                return await inner
        finally:
            attempt += 1


@types.coroutine
def old_style(inner):
    try:
        yield from inner
    finally:
        pass


class NotAGenerator(collections.abc.Generator):
    """Looks like a generator and is none, so that types.coroutine wraps it."""

    def send(self, value):
        return 1

    def throw(self, *details):
        raise StopIteration


@types.coroutine
def wrapped_by_types():
    return NotAGenerator()


for name, make in {
    "simple": simple,
    "generator_await": Awaited,
    "nested_await": lambda: Awaited(Awaited()),
    "await_of_coroutine": AwaitedByOther,
    "await_through_generator": lambda: Awaited(AwaitedByOther()),
    "iterator_leaf": AwaitedIterator,
    "list_leaf": AwaitedList,
    "types_coroutine": lambda: old_style(simple()),
    "types_coroutine_list": lambda: old_style([1, 2]),
    "types_coroutine_twice": lambda: old_style(old_style(simple())),
    "types_wrapper": wrapped_by_types,
}.items():
    register("await_" + name, prepare=started)(lambda: outer(make()))
    register("await_" + name + "_created")(lambda: outer(make()))

LOOP = asyncio.new_event_loop()


@register("await_future", prepare=started)
def await_future():
    return outer(asyncio.Future(loop=LOOP))


@register("coroutine_wrapper", prepare=half_driven)
def root_wrapper():
    return outer(simple()).__await__()


@register("coroutine_wrapper_created")
def root_wrapper_created():
    return outer(simple()).__await__()


# --- async generators


async def ticks(wait=False):
    try:
        for tick in range(
                10
        ):
            if wait:
                await outer(simple())
            yield tick
    except KeyError:
        await middle(
            simple())
    finally:
        await trap("finally")


async def nested_ticks(wait):
    async for tick in ticks(wait):
        yield (
            tick,
            tick
        )


class Ticker:
    """An async iterator by hand."""

    def __aiter__(self):
        return self

    async def __anext__(self):
        await trap(self)


class OddTicker:
    def __aiter__(self):
        return self

    def __anext__(self):
        return Awaited()


class Manager:
    def __init__(self, where):
        self.where = where

    async def __aenter__(self):
        if self.where == "enter":
            await trap()

    async def __aexit__(self, *details):
        if self.where == "exit":
            await trap()


register("agen_created")(ticks)
register("agen_at_yield", prepare=until_yield)(ticks)


@register("agen_in_await")
def agen_in_await():
    agen = nested_ticks(True)
    OBJECTS["asend"] = started(agen.asend(None))
    return agen


@register("agen_finished")
def agen_finished():
    async def empty():
        return
        yield

    agen = empty()
    try:
        agen.asend(None).send(None)
    except StopAsyncIteration:
        pass
    return agen


@register("athrow", prepare=half_driven)
def root_athrow():
    return until_yield(ticks()).athrow(KeyError)


@register("athrow_created")
def root_athrow_created():
    return until_yield(ticks()).athrow(KeyError)


@register("aclose", prepare=half_driven)
def root_aclose():
    return until_yield(ticks()).aclose()


@register("asend_created")
def root_asend_created():
    return ticks().asend(None)


@register("async_for", prepare=started)
async def async_for():
    async for tick in nested_ticks(
            wait=True):
        print(tick)


@register("async_for_by_hand", prepare=started)
async def async_for_by_hand():
    async for tick in Ticker():
        print(tick)


@register("async_for_odd", prepare=started)
async def async_for_odd():
    async for tick in OddTicker():
        print(tick)


@register("async_comprehension", prepare=started)
async def async_comprehension():
    return [
        tick
        async for tick in
        nested_ticks(True)
        if tick
    ]


@register("async_generator_expression", prepare=started)
async def async_generator_expression():
    return [x async for x in (
        tick async for tick
        in ticks(True)
    )]


@register("await_in_comprehension", prepare=started)
async def await_in_comprehension():
    return {
        n: await outer(simple())
        for n in range(3)
    }


@register("awaits_asend", prepare=started)
async def awaits_asend():
    await (
        ticks(True)
        .asend(None)
    )


@register("awaits_dunder_anext", prepare=started)
async def awaits_dunder_anext():
    await ticks(True).__anext__()


@register("awaits_athrow", prepare=started)
async def awaits_athrow():
    agen = ticks()
    await agen.asend(None)
    await agen.athrow(KeyError)


@register("awaits_aclose", prepare=started)
async def awaits_aclose():
    agen = ticks()
    await agen.asend(None)
    await agen.aclose()


for where in ("enter", "exit", "body"):

    @register("async_with_" + where, prepare=started)
    async def async_with(where=where):
        async with Manager("no"), \
                Manager(where) as manager, Manager("no"):
            if where == "body":
                await trap(manager)
            where += " left"


if sys.version_info >= (3, 10):

    @register("awaits_anext", prepare=started)
    async def awaits_anext():
        await anext(ticks(True))

    @register("awaits_anext_default", prepare=started)
    async def awaits_anext_default():
        await anext(ticks(True), None)

    @register("awaits_anext_default_by_hand", prepare=started)
    async def awaits_anext_default_by_hand():
        await anext(Ticker(), "default")

    @register("anext_default", prepare=lambda awaitable: (iter(awaitable.__await__()).__next__(), awaitable)[1])
    def root_anext_default():
        return anext(ticks(True), "default")

    @register("anext_default_created")
    def root_anext_default_created():
        return anext(ticks(True), None)

    @register("anext")
    def root_anext():
        return anext(ticks(True))


# --- generators


def counting(n=3):
    yield from range(n)


def chained(inner):
    yield 0
    while True:
        got = yield from \
            inner
        print(got)


register("generator_created")(counting)
register("generator_finished", prepare=lambda generator: (list(generator), generator)[1])(counting)
register("generator_range", prepare=advanced)(counting)
register("generator_expression", prepare=advanced)(lambda: (n for n in [1, 2]))


def twice(generator):
    return advanced(advanced(generator))


for name, make in {
    "list": lambda: [1],
    "dict": lambda: {"a": 1},
    "string": lambda: "text",
    "map": lambda: map(str, [1]),
    "countdown": lambda: Countdown(3),
    "generator": counting,
    "chain": lambda: advanced(chained(chained(counting()))),
    "expression": lambda: (n for n in (1, 2)),
    "file": lambda: open(__file__),
}.items():
    register("yield_from_" + name, prepare=twice)(lambda: chained(make()))


def recursive(depth):
    if depth == 0:
        yield "bottom"
    else:
        yield from recursive(
            depth - 1)


async def recursive_coroutine(depth):
    if depth:
        return await recursive_coroutine(depth - 1)
    await trap()


register("recursive_generator", prepare=advanced)(lambda: recursive(60))
register("recursive_coroutine", prepare=started)(lambda: recursive_coroutine(250))


# --- functions of every kind


def decorator(
        *arguments,
        **more):
    def decorate(function):
        @functools.wraps(function)
        async def wrapper(*args):
            return await function(*args)

        return wrapper

    return decorate


@register("decorated", prepare=started)
@decorator(1, 2)
@decorator(
    "several",
    lines=[
        1, 2,
    ],
)
async def decorated(): await trap("on the same line")


register("decorated_created")(decorated)


def closures(a):
    def first(b):
        def second(c):
            async def third():
                return await trap((a, b, c))

            return third

        return second(b)

    return first(a)


register("closure", prepare=started)(closures(1))


class Receiver:
    class Inner:
        def generator(self):
            yield self

    async def method(self):
        await self.klass()

    @classmethod
    async def klass(cls):
        await cls.static(cls)

    @staticmethod
    async def static(klass):
        await klass.closure(klass())

    async def closure(self):
        def captures():
            return self

        await captures().deleted()

    async def deleted(self):
        receiver = self
        del self
        await receiver.deleted_cell()

    async def deleted_cell(self):
        def captures():
            return self

        receiver = captures()
        del self
        await receiver.rebound()

    async def rebound(self):
        receiver = self
        self = 42
        await receiver.later_self(1, receiver)

    async def later_self(this, number, self):
        await self.keyword_only(self=self)

    async def keyword_only(_, *, self):
        await not_a_class(42)

    def __repr__(self):
        raise RuntimeError


async def not_a_class(cls):
    await self_is_a_class(Receiver.Inner)


async def self_is_a_class(self):
    await variable_self()


async def variable_self(*self):
    await trap(self)


register("receiver", prepare=started)(lambda: Receiver().method())
register("receiver_inner", prepare=advanced)(lambda: Receiver.Inner().generator())


class Meta(type):
    def generator(cls):
        yield cls

    async def coroutine(self):
        await trap(self)


class OfMeta(metaclass=Meta):
    __slots__ = ("a", "b")


register("metaclass_cls", prepare=advanced)(OfMeta.generator)
register("metaclass_self", prepare=started)(OfMeta.coroutine)


async def größe():
    async def 日本語():
        async def 𐎀():
            await (("ä", "日本", "𐎀"), trap("ß"))[1]

        return await 𐎀()

    return ["größe", await 日本語()]


register("non_ascii", prepare=started)(größe)


async def layout():
    # A statement that jumps back and forth.
    return dict(
        first=[

            await simple(),
        ],
        **{
            "second":
                2 +
                3
        }
    )


register("layout", prepare=started)(layout)


async def in_handlers():
    while True:
        try:
            try:
                raise KeyError
            except KeyError as error:
                raise ValueError from error
            finally:
                print(end="")
        except ValueError:
            with open(os.devnull) as null:
                for _ in [1, 2]:
                    if not await trap(null):
                        continue
        else:
            break


register("in_handlers", prepare=started)(in_handlers)


def long_function():
    """More than 256 constants, names, locals and instructions, so that arguments and jumps need an extension."""
    lines = ["async def long(value=0):"]
    for n in range(400):
        lines.append("    local_%d = value + %d.5" % (n, n))
        if n % 90 == 7:
            lines.extend("" for _ in range(n))
    lines.append("    while True:")
    for n in range(300):
        lines.append("        if value == %d.25: local_%d += attr_%d" % (n, n, n))
    lines.append("        await trap(")
    lines.extend("            local_%d," % n if n % 2 else "" for n in range(0))
    lines.append("            local_399)")
    lines.append("        value += 1")
    return "\n".join(lines)


def executed(source, file, **names):
    names.setdefault("trap", trap)
    exec(compile(source, file, "exec"), names)
    return names


register("long", prepare=started)(executed(long_function(), "<long>", __name__="made.up")["long"])

register("no_module_name", prepare=started)(
    executed("async def named():\n\n\n    await trap()\n", "made up/file näme.py")["named"]
)
register("module_name_is_no_string", prepare=started)(
    executed("async def named(): await trap()", "", __name__=None)["named"]
)
register("big_deltas", prepare=started)(
    executed(
        "async def far(f=lambda *a: a):\n" + "\n" * 300 + "    f(\n" + "\n" * 200 + "  await trap(\n" + "\n" * 70000
        + "  ),\n" + "\n" * 130 + "  1)\n",
        "<far>",
    )["far"]
)
register("far_line", prepare=started)(
    executed("async def far(f=lambda *a: a):\n  f(1," + "\n" * 70000 + "f(\n" * 3 + "await trap(), 3))), 2)", "<far>")["far"]
)
register("long_line", prepare=started)(
    executed("async def wide():\n    return [" + "1, " * 300 + "await trap(" + " " * 200 + "'é')]", "<wide>")["wide"]
)
register("first_line", prepare=started)(executed("async def one(): await trap()", "<one>")["one"])


if sys.version_info >= (3, 10):

    @register("no_line", prepare=started)
    def no_line():
        async def nowhere():
            await trap()

        code = nowhere.__code__
        if sys.version_info >= (3, 11):
            units = len(code.co_code) // 2
            table = b"".join(bytes([0xF8 | (min(8, units - at) - 1)]) for at in range(0, units, 8))
        else:
            table = bytes([len(code.co_code), 0x80])
        nowhere.__code__ = code.replace(co_linetable=table)
        return nowhere()


for minor in (8, 10, 11, 12, 14, 15):
    if sys.version_info >= (3, minor):
        for name, made in importlib.import_module("newer_3%d" % minor).OBJECTS.items():
            OBJECTS["newer_3%d_%s" % (minor, name)] = made


# --- threads


def keep(name):
    """A decorator: runs the function in a thread of that name."""

    def decorate(function):
        def run():
            oracle.note_thread()
            function()

        run_in = threading.Thread(target=run, name=name, daemon=len(name) % 2 == 0)
        THREADS.append(run_in)
        return function

    return decorate


THREADS = []


@keep("generator")
def runs_generator():
    OBJECTS["generator_running"] = generator = blocks(3)
    for _ in generator:
        pass


def blocks(depth):
    if depth:
        yield from blocks(depth - 1)
    yield 1
    rest()


@keep("generator-below-c")
def runs_generator_below_c():
    OBJECTS["generator_expression_running"] = generator = (rest() for _ in [
        1,
    ])
    sum(map(
        lambda x: x,
        generator))


@keep("coroutine")
def runs_coroutine():
    async def inner():
        await asyncgen_user()

    async def asyncgen_user():
        OBJECTS["agen_running"] = agen = running_agen()
        async for _ in agen:
            pass

    async def running_agen():
        yield 1
        OBJECTS["coroutine_running_inside"] = deepest = blocking()
        await deepest

    async def blocking():
        rest()

    async def run():
        await inner()

    OBJECTS["coroutine_running"] = coroutine = run()
    OBJECTS["coroutine_wrapper_running"] = wrapper = coroutine.__await__()
    wrapper.send(None)


@keep("asend")
def runs_asend():
    async def agen():
        yield 1
        rest()

    OBJECTS["agen_running_by_asend"] = running = agen()
    until_yield(running)
    OBJECTS["asend_running"] = asend = running.asend(None)
    asend.send(None)


@keep("throw")
def runs_throw():
    def catches():
        try:
            yield
        except KeyError:
            rest()

    OBJECTS["generator_thrown_into"] = generator = advanced(catches())
    generator.throw(KeyError())


@keep("deep-map")
def deep_map():
    def level(n):
        return rest() if n == 0 else list(map(
            level, [n - 1]))

    level(31)


class Worker:
    kind = "worker"

    def run(self):
        self.running = True
        type(self).work()

    @classmethod
    def work(cls):
        cls.lock = threading.Lock()
        cls.lock.acquire()
        cls.lock.acquire()

    @property
    def value(self):
        return self.missing

    def __getattr__(self, name):
        return self[name]

    def __getitem__(self, key):
        return key in self

    def __contains__(self, item):
        return self + item

    def __add__(self, other):
        with self:
            return 1

    def __enter__(self):
        return {self: 1}

    def __exit__(self, *details):
        pass

    def __hash__(self):
        return int(f"{self}")

    def __format__(self, spec):
        for _ in self:
            pass

    def __iter__(self):
        return iter(self(), None)

    def __call__(self):
        return self < self

    def __lt__(self, other):
        self.attribute = 1

    def __setattr__(self, name, value):
        if name == "attribute":
            Worker.sub()
        else:
            object.__setattr__(self, name, value)

    @classmethod
    def sub(cls):
        class Sub(cls):
            pass

    def __init_subclass__(cls, **options):
        rest()


@keep("method")
def method():
    Worker().run()


@keep("operators")
def operators():
    Worker().value


@keep("finalizer")
def finalizer():
    class Finalized:
        def __del__(self):
            rest()

    thing = Finalized()
    del thing


@keep("comprehensions")
def comprehensions():
    return [
        {k: (n, k)
         for k in {
             rest()
             for _ in [3]
         }}
        for n in [1, 2]
    ]


@keep("cyclic-collector")
def collector():
    class Cyclic:
        def __del__(self):
            rest()

    thing = Cyclic()
    thing.self = thing
    del thing
    gc.collect()


@keep("import")
def imports():
    import blocks_on_import


@keep("sleep")
def sleeps():
    time.sleep(
        10 ** 6
    )


@keep("event")
def waits_for_event():
    threading.Event().wait()


@keep("queue")
def waits_for_queue():
    queue.Queue().get()


@keep("pipe")
def reads_pipe():
    readable, writable = os.pipe()
    os.read(
        readable, 1)


@keep("select")
def selects():
    readable, writable = os.pipe()
    select.select([readable], [], [])


@keep("socket")
def receives():
    one, other = socket.socketpair()
    one.recv(10)


@keep("accept")
def accepts():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(1)
        listening.accept()


@keep("process")
def waits_for_process():
    readable, writable = os.pipe()
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE) as cat:
        cat.wait()


@keep("event-loop")
def event_loop():
    async def forever():
        await asyncio.Event().wait()

    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    OBJECTS["in_event_loop"] = coroutine = forever()
    loop.run_until_complete(coroutine)


@keep("größe-日本-𐎀")
def strangely_named():
    rest()


@keep("executed")
def executes():
    exec(compile("def f():\n\n  rest()\n\n\nclass C:\n  x = [f()]", "<made up>", "exec"), {"rest": rest, "__name__": "m"})


@keep("evaluated")
def evaluates():
    eval("(lambda: \n\n rest())()")


class Thread(threading.Thread):
    def run(self):
        oracle.note_thread()
        try:
            try:
                raise KeyError
            except KeyError:
                rest()
        finally:
            pass


def unknown_to_threading():
    oracle.note_thread()
    rest()


def dummy():
    oracle.note_thread()
    threading.current_thread()
    rest()


def start_threads():
    # Else whichever thread happens to collect comes to rest in the finalizer of the thread "cyclic-collector".
    gc.disable()
    for thread in THREADS:
        thread.start()
    Thread().start()
    Thread(daemon=True).start()
    threading.Thread(target=rest, daemon=True).start()
    threading.Thread(None, functools.partial(rest)).start()
    _thread.start_new_thread(unknown_to_threading, ())
    _thread.start_new_thread(dummy, ())


# --- the main thread


def main_stack():
    class Body(Base):
        first = 1
        nested = (
            through_lambda()
        )


class Base:
    pass


through_lambda = lambda: (
    sorted(
        [3, 1],
        key=lambda item:
            functools.reduce(
                through_reduce, [
                    item, 2
                ]))
)


def through_reduce(
        left,
        right,
):
    return list(filter(None, map(through_map,
                                 [1], [2])))


def through_map(*both):
    return recurse(5)


def recurse(n):
    return recurse(n - 1) if n else through_defaults()


def through_defaults():
    def function(value=through_decorator()):
        pass


def through_decorator():
    @applied(
        1,
        2
    )
    def function():
        """Called while it is defined."""


def applied(*arguments):
    def apply(function):
        return {
            "first": 1,
            "second": through_executed(),
        }

    return apply


def through_executed():
    exec(
        "\n"
        "def made_up():\n"
        "    class InExec:\n"
        "        value = [inner(n) for n in (1,)]\n"
        "made_up()\n",
        {"inner": in_main})


def in_main(n):
    generator = last(n)
    OBJECTS["generator_running_in_main"] = generator
    oracle.serve(OBJECTS)
    return next(generator)


def last(n):
    try:
        yield rest(
            n,

            n
        )
    finally:
        print("never")


if __name__ == "__main__":
    start_threads()
    main_stack()
