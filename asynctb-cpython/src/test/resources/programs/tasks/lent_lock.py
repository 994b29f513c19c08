"""A thread works for a task and holds a lock that another task of the same loop asks for: the thread goes on some day."""
import asyncio
import concurrent.futures
import sys
import threading

lock = threading.Lock()
taken = threading.Event()
go_on = threading.Event()


def work():
    with lock:
        taken.set()
        go_on.wait()


async def lends(loop, pool):
    await loop.run_in_executor(pool, work)


async def asks():
    while not taken.is_set():
        await asyncio.sleep(0.01)
    print("ready", flush=True)
    with lock:
        pass


async def main():
    loop = asyncio.get_event_loop()
    pool = concurrent.futures.ThreadPoolExecutor(1)
    await asyncio.gather(lends(loop, pool), asks())


if sys.version_info >= (3, 7):
    asyncio.run(main())
else:
    asyncio.get_event_loop().run_until_complete(main())
