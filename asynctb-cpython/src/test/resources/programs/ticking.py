"""Rests, but for a coroutine that wakes every tenth of a second."""
import asyncio
import os


def wait_for_the_end():
    print("ready", flush=True)
    os.read(0, 1)


async def tick():
    while True:
        await asyncio.sleep(0.1)


async def main():
    asyncio.ensure_future(tick())
    await asyncio.sleep(0.2)
    await asyncio.get_event_loop().run_in_executor(None, wait_for_the_end)


asyncio.new_event_loop().run_until_complete(main())
