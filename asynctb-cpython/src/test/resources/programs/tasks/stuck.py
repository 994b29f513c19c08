"""Threads and tasks that wait for each other's ends while they hold what the other one needs, and some that only seem to."""
import asyncio
import concurrent.futures
import sys
import threading

pool = concurrent.futures.ThreadPoolExecutor(2, thread_name_prefix="pool")
till = threading.Lock()


def counts():
    with till:
        pass


def sells():
    with till:
        pool.submit(counts).result()


async def wants(lock):
    async with lock:
        pass


def named(coroutine, name):
    # Before 3.8 tasks have no names; functions do for a reader.
    task = asyncio.ensure_future(coroutine)
    if sys.version_info >= (3, 8):
        task.set_name(name)
    return task


async def awaits_one():
    lock = asyncio.Lock()
    async with lock:
        await named(wants(lock), "one")


async def gathers_sleeper():
    lock = asyncio.Lock()
    async with lock:
        await asyncio.gather(named(wants(lock), "third"), named(asyncio.sleep(1000), "sleeper"))


async def waits_for_first():
    lock = asyncio.Lock()
    async with lock:
        tasks = [named(wants(lock), "fourth"), named(asyncio.sleep(1000), "other sleeper")]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)


async def gathers_future():
    lock = asyncio.Lock()
    loop = asyncio.get_event_loop()
    async with lock:
        await asyncio.gather(named(wants(lock), "fifth"), loop.create_future())


async def waits_for_a_while():
    lock = asyncio.Lock()
    async with lock:
        await asyncio.wait([named(wants(lock), "sixth")], timeout=1000)


async def sells_in_group():
    # It will wait for the task, but does not yet.
    lock = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        async with lock:
            named(group.create_task(wants(lock)), "seventh")
            await asyncio.sleep(1000)


async def leaves_group():
    lock = asyncio.Lock()
    async with lock:
        async with asyncio.TaskGroup() as group:
            named(group.create_task(wants(lock)), "first")
            named(group.create_task(wants(lock)), "second")


async def leaves_group_of_sleeper():
    lock = asyncio.Lock()
    async with lock:
        async with asyncio.TaskGroup() as group:
            named(group.create_task(wants(lock)), "eighth")
            named(group.create_task(asyncio.sleep(1000)), "third sleeper")


async def awaits_other(both):
    while len(both) < 2:
        await asyncio.sleep(0)
    task = asyncio.current_task() if sys.version_info >= (3, 7) else asyncio.Task.current_task()
    await both[1 - both.index(task)]


async def main():
    both = []
    both.append(named(awaits_other(both), "hen"))
    both.append(named(awaits_other(both), "egg"))
    situations = [awaits_one, gathers_sleeper, waits_for_first, gathers_future, waits_for_a_while]
    if sys.version_info >= (3, 11):
        situations += [sells_in_group, leaves_group, leaves_group_of_sleeper]
    tasks = [named(f(), f.__name__) for f in situations]
    for _ in range(10):
        await asyncio.sleep(0.01)
    print("ready", flush=True)
    await asyncio.gather(*(tasks + both))


threading.Thread(target=sells, name="sells", daemon=True).start()
if sys.version_info >= (3, 7):
    asyncio.run(main())
else:
    asyncio.get_event_loop().run_until_complete(main())
