"""Copies from several hosts at once, whose connections an exit stack of the backport closes."""

import asyncio

from async_exit_stack import AsyncExitStack
from async_generator import asynccontextmanager


@asynccontextmanager
async def connection(host):
    yield host


def forget(name):
    pass


async def save(name):
    await asyncio.sleep(0)


async def copy(hosts):
    async with AsyncExitStack() as stack:
        stack.callback(forget, "copy")
        for host in hosts:
            await stack.enter_async_context(connection(host))
        stack.push_async_callback(save, "copied")
        await asyncio.sleep(3600)


loop = asyncio.new_event_loop()
loop.call_later(0.1, lambda: print("ready", flush=True))
loop.run_until_complete(copy(["a.example", "b.example"]))
