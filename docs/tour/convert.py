"""A task that has its work done in a thread."""

import asyncio
import time


def decode(picture):
    time.sleep(3600)


async def convert(picture):
    return await asyncio.to_thread(decode, picture)


async def main():
    await asyncio.gather(convert("cat.png"), asyncio.sleep(1800))


asyncio.run(main())
