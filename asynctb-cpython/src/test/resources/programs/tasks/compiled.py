"""Coroutines as Cython compiles them, which have no frames: classes of the same names and members stand for its own."""
import asyncio
import collections.abc
import time


class coroutine(collections.abc.Coroutine):
    __module__ = "_cython_3_2_9"
    __slots__ = ("cr_await",)

    def __init__(self, awaited):
        self.cr_await = awaited

    def send(self, value):
        return self.cr_await.send(value)

    def throw(self, *exception):
        return self.cr_await.throw(*exception)

    def close(self):
        self.cr_await.close()

    def __await__(self):
        return coroutine_wrapper(self)


class coroutine_wrapper:
    __module__ = "_cython_3_2_9"
    # The first thing in it, as it is in Cython's.
    __slots__ = ("coroutine",)

    def __init__(self, driven):
        self.coroutine = driven

    def __iter__(self):
        return self

    def __next__(self):
        return self.coroutine.send(None)

    def send(self, value):
        return self.coroutine.send(value)

    def throw(self, *exception):
        return self.coroutine.throw(*exception)


async def handle():
    await asyncio.sleep(1000)


async def handle_deeply():
    await asyncio.sleep(1000)


async def call():
    await coroutine(reply())


async def reply():
    await asyncio.Event().wait()


async def block():
    await asyncio.sleep(0.1)
    print("ready", flush=True)
    time.sleep(1000)


async def main():
    bodies = [coroutine(handle()), coroutine(coroutine(handle_deeply())), call(), coroutine(block())]
    await asyncio.wait([asyncio.ensure_future(body) for body in bodies])


asyncio.new_event_loop().run_until_complete(main())
