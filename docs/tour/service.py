"""An asyncio service that does much at once, and of which two tasks wait for each other."""

import asyncio

accounts = asyncio.Lock()
journal = asyncio.Lock()
jobs = asyncio.Queue()


async def worker():
    while True:
        job = await jobs.get()
        await job()


async def book():
    async with accounts:
        await asyncio.sleep(0)
        async with journal:
            print("booked")


async def audit():
    async with journal:
        await asyncio.sleep(0)
        async with accounts:
            print("audited")


async def price(shop):
    await asyncio.sleep(3600)


async def compare():
    async with asyncio.timeout(600):
        return await asyncio.gather(price("corner"), price("market"))


async def main():
    async with asyncio.TaskGroup() as group:
        for number in range(100):
            group.create_task(worker(), name=f"worker-{number}")
        group.create_task(book(), name="book")
        group.create_task(audit(), name="audit")
        group.create_task(compare(), name="compare")


asyncio.run(main())
