"""What generated programs use. Where they come to rest stands in resting.py."""
import contextlib
import functools

from resting import Countdown, rest, trap


REACHED = []


def reached(value=None):
    """Called by the innermost function of a chain, just before it is suspended."""
    REACHED.append(value)
    return value


def combine(*values, **named):
    return Values(values)


class Values(tuple):
    """Allows whatever a generated expression may do with a result."""

    def _same(self, *ignored):
        return self

    __add__ = __radd__ = __lt__ = __gt__ = __sub__ = __mul__ = __neg__ = __getitem__ = __call__ = _same

    def __enter__(self):
        return self

    def __exit__(self, *details):
        return None


@contextlib.contextmanager
def manager(*values):
    yield values


class AsyncManager:
    def __init__(self, *values):
        pass

    async def __aenter__(self):
        return self

    async def __aexit__(self, *details):
        return None


def identity(function):
    return function


def decorate(*arguments, **named):
    return identity


def wrapping(function):
    @functools.wraps(function)
    def wrapper(*arguments, **named):
        return function(
            *arguments,
            **named
        )

    return wrapper


def wrapping_coroutine(function):
    async def wrapper(*arguments, **named):
        return [
            1,
            await function(*arguments, **named),
        ]

    return wrapper


class Awaited:
    """Awaits a coroutine function's outcome in a generator of its own."""

    def __init__(self, function):
        self.function = function

    def __await__(self):
        return (
            yield from self.function().__await__()
        )


class Delegated:
    """Hands over the coroutine's own awaitable."""

    def __init__(self, function):
        self.function = function

    def __await__(self):
        return self.function().__await__()


class Anext:
    """An async iterator whose steps are a coroutine function's."""

    def __init__(self, function):
        self.function = function

    def __aiter__(self):
        return self

    def __anext__(self):
        return self.function()


class Operators:
    """Calls a function from wherever the interpreter calls a method by itself."""

    def __init__(self, function):
        self.function = function

    def __call__(self, *ignored):
        return self.function()

    def __getattr__(self, name):
        return self.function(self)

    def __add__(self, other):
        return self.function(other)

    def __rsub__(self, other):
        return self.function(other)

    def __getitem__(self, key):
        return self.function(
            key
        )

    def __contains__(self, key):
        for _ in [key]:
            return self.function()

    def __len__(self):
        return self.function()

    def __eq__(self, other):
        try:
            return self.function()
        finally:
            pass

    def __hash__(self):
        return self.function()

    def __str__(self):
        return self.function()

    def __format__(self, spec):
        return self.function(spec)

    def __iter__(self):
        return iter(self.function())

    def __enter__(self):
        return self.function()

    def __exit__(self, *details):
        pass

    def __bool__(self):
        return self.function()
