"""Rests, but for a coroutine that wakes every tenth of a second."""
import asyncio
import os


async def tick():
    while True:
        await asyncio.sleep(0.1)


async def main():
    task = asyncio.ensure_future(tick())
    print("ready", flush=True)
    await asyncio.get_event_loop().run_in_executor(None, os.read, 0, 1)
    task.cancel()


asyncio.new_event_loop().run_until_complete(main())
