"""An exit stack inside of an asynchronous context manager."""

import asyncio
import contextlib
import os


@contextlib.contextmanager
def lease(name):
    yield name


@contextlib.asynccontextmanager
async def workplace(user):
    async with contextlib.AsyncExitStack() as stack:
        stack.enter_context(lease("desk"))
        stack.enter_context(open(os.devnull))
        stack.callback(print, "goodbye", user)
        yield stack


async def work(user):
    async with workplace(user) as place:
        await asyncio.sleep(3600)


class Office:
    def __init__(self):
        self.visitors = {"ann": work("ann")}


office = Office()


async def main():
    office.visitors["ann"].send(None)
    await asyncio.sleep(3600)


asyncio.run(main())
