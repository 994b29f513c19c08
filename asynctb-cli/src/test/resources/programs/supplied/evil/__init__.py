"""A package that brings along rules, which are written by tests."""


import contextlib


class Signal:
    """What a coroutine waits for, and nobody but this package's rules knows what is behind it."""

    def __init__(self, behind=None):
        self.behind = behind
        self.me = self
        self.others = [self, {"others": [self] * 1000}] * 100

    def __await__(self):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        return None


class Nest:
    def __init__(self, *jobs):
        self.jobs = list(jobs)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None


class Job:
    def __init__(self, name, body):
        self.name = name
        self.body = body


@contextlib.contextmanager
def guard(manager):
    """Within it another's manager is active."""
    with manager:
        yield


def call(function, *args):
    return function(*args)


async def relay(awaitable):
    return await awaitable
