"""Tasks and threads that wait for what other threads do, and some that wait for one another for ever."""
import asyncio
import concurrent.futures
import sys
import threading
import time

pool = concurrent.futures.ThreadPoolExecutor(10, thread_name_prefix="pool")
go_on = threading.Event()


def work(name):
    return inner_work(name)


def inner_work(name):
    go_on.wait()


async def sleeper(name):
    await asyncio.sleep(1000)


async def in_executor(loop):
    await loop.run_in_executor(pool, work, "executor")


async def in_shielded_executor(loop):
    await asyncio.shield(loop.run_in_executor(pool, work, "shielded"))


async def in_limited_executor(loop):
    await asyncio.wait_for(loop.run_in_executor(pool, work, "limited"), 1000)


async def in_gathered_executors(loop):
    await asyncio.gather(*[loop.run_in_executor(pool, work, name) for name in ("first", "second")])


async def in_asking_executor(loop):
    await loop.run_in_executor(pool, asks_loop, loop)


async def in_thread():
    await asyncio.to_thread(work, "thread")


async def queued(loop, crowded):
    await loop.run_in_executor(crowded, work, "queued")


async def crowding(loop, crowded):
    await loop.run_in_executor(crowded, work, "crowding")


async def embrace(first, second):
    async with first:
        await asyncio.sleep(0.05)
        async with second:
            pass


async def patient(lock):
    async with lock:
        pass


def asks_pool():
    pool.submit(work, "asked").result()


def asks_loop(loop):
    asyncio.run_coroutine_threadsafe(sleeper("asked"), loop).result()


def deadly(mine, other, meet):
    with mine:
        meet.wait()
        with other:
            pass


def itself():
    lock = threading.Lock()
    with lock:
        with lock:
            pass


def again():
    __tracebackhide__ = True
    lock = threading.RLock()
    with lock:
        with lock:
            go_on.wait()


shared = threading.Lock()


def works_locked(name):
    with shared:
        go_on.wait()


async def lends(loop):
    await loop.run_in_executor(pool, works_locked, "lent")


async def lets_go(condition):
    async with condition:
        await condition.wait()


async def holds(lock, condition):
    async with lock:
        condition.notify_all()
        await asyncio.sleep(1000)


def wants_shared():
    with shared:
        pass


def shown_in_spite():
    __tracebackhide__ = False
    go_on.wait()


def start(target, *args):
    threading.Thread(target=target, args=args, name=target.__name__, daemon=True).start()


async def main():
    loop = asyncio.get_event_loop()
    crowded = concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="crowded")
    a, b, held = asyncio.Lock(), asyncio.Lock(), asyncio.Lock()
    tasks = [embrace(a, b), embrace(b, a), patient(a)]
    tasks += [in_executor(loop), in_shielded_executor(loop), in_limited_executor(loop)]
    tasks += [in_asking_executor(loop), in_gathered_executors(loop)]
    if sys.version_info >= (3, 9):
        tasks += [in_thread()]
    tasks = [asyncio.ensure_future(task) for task in tasks]
    tasks.append(asyncio.ensure_future(crowding(loop, crowded)))
    # What follows is no deadlock: each lock is held by one that goes on some day.
    lock = asyncio.Lock()
    condition = asyncio.Condition(lock)
    tasks.append(asyncio.ensure_future(lets_go(condition)))
    tasks.append(asyncio.ensure_future(lends(loop)))
    start(shown_in_spite)
    await asyncio.sleep(0.05)
    tasks.append(asyncio.ensure_future(queued(loop, crowded)))
    start(asks_pool)
    start(asks_loop, loop)
    one, two, meet = threading.Lock(), threading.RLock(), threading.Barrier(2)
    threading.Thread(target=deadly, args=(one, two, meet), name="deadly-1", daemon=True).start()
    threading.Thread(target=deadly, args=(two, one, meet), name="deadly-2", daemon=True).start()
    start(itself)
    start(again)
    tasks.append(asyncio.ensure_future(holds(lock, condition)))
    start(wants_shared)
    await asyncio.sleep(0.3)
    print("ready", flush=True)
    await asyncio.sleep(1000)


if sys.version_info >= (3, 7):
    asyncio.run(main())
else:
    asyncio.get_event_loop().run_until_complete(main())
