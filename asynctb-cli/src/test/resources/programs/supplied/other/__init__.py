"""Another package, which has nothing to do with the first, but is called by it and calls it."""

import asyncio

import evil


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None


class Signal(evil.Signal):
    pass


async def inner():
    await asyncio.sleep(3600)


async def work():
    with Manager(), evil.Nest():
        await evil.relay(inner())


async def cross(first, second):
    async with first:
        await asyncio.sleep(0)
        async with second:
            await inner()


async def waiter(signal):
    with Manager():
        await evil.relay(signal)


async def behind():
    await evil.Signal()


def rest(read):
    with Manager():
        evil.call(read)
