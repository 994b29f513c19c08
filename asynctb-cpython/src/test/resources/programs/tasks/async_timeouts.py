"""Tasks that wait for one another within the time-outs of the package async_timeout."""
import asyncio

import async_timeout

LONG = 1000


async def embraces(mine, other):
    async with mine:
        await asyncio.sleep(0.02)
        async with other:
            pass


async def within(seconds):
    one, two = asyncio.Lock(), asyncio.Lock()
    async with async_timeout.timeout(seconds):
        await asyncio.gather(embraces(one, two), embraces(two, one))


async def too_long():
    # Its time-out has ended one wait, and ends no other.
    lock = asyncio.Lock()
    async with lock:
        async with async_timeout.timeout(0.01):
            try:
                await asyncio.sleep(LONG)
            finally:
                async with lock:
                    pass


async def main():
    tasks = [asyncio.ensure_future(task) for task in (within(LONG), within(None), too_long())]
    await asyncio.sleep(0.1)
    print("ready", flush=True)
    await asyncio.gather(*tasks)


asyncio.get_event_loop().run_until_complete(main())
