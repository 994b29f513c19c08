"""A feed that is read in chunks, by generators as they were written for Python 3.5."""

import asyncio

from async_generator import aclosing, async_generator, asynccontextmanager, yield_, yield_from_


@asynccontextmanager
@async_generator
async def connection(host):
    await yield_(host)


async def receive(host):
    await asyncio.sleep(3600)


@async_generator
async def chunks(host):
    async with connection(host) as opened:
        await yield_("head")
        await receive(opened)


@async_generator
async def lines(host):
    async with aclosing(chunks(host)) as received:
        await yield_from_(received)


async def read(host):
    async with aclosing(lines(host)) as feed:
        async for line in feed:
            if line == "head":
                print("ready", flush=True)


loop = asyncio.new_event_loop()
loop.run_until_complete(read("feed.example"))
