"""Many tasks that wait for one future, and as many that wait for one task."""
import asyncio
import sys

COUNT = int(sys.argv[1])


async def waits(awaitable):
    await awaitable


async def main():
    future = asyncio.get_running_loop().create_future()
    shared = asyncio.create_task(waits(future), name="shared")
    tasks = [asyncio.create_task(waits(each)) for each in (future, shared) for _ in range(COUNT)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    loop = asyncio.get_running_loop()
    loop.add_reader(sys.stdin, loop.stop)
    everything = asyncio.gather(*tasks)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await everything


asyncio.run(main())
