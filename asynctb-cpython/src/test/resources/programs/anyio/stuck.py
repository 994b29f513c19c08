"""Tasks of anyio, on the back end that it is given, that wait for one another. Their names say for how long."""
import asyncio
import sys
import threading

import anyio
import anyio.from_thread
import anyio.to_thread

LONG = 1000


async def forever():
    await anyio.sleep(100000)


async def embraces(mine, other):
    async with mine:
        await anyio.sleep(0.02)
        async with other:
            pass


async def shielded(mine, other):
    with anyio.CancelScope(shield=True):
        await embraces(mine, other)


async def fails_within(mine, other):
    with anyio.fail_after(LONG):
        await embraces(mine, other)


async def moves_within(mine, other):
    with anyio.move_on_after(LONG):
        await embraces(mine, other)


def embrace(group, name, first, second=embraces, lock=anyio.Lock):
    one, two = lock(), lock()
    group.start_soon(first, one, two, name=name + "-1")
    group.start_soon(second, two, one, name=name + "-2")


async def keeps(name, function, seconds):
    with anyio.move_on_after(seconds):
        async with anyio.create_task_group() as group:
            embrace(group, name, function, function)


async def cancels(name):
    async with anyio.create_task_group() as group:
        embrace(group, name, shielded, shielded)
        await anyio.sleep(0.01)
        group.cancel_scope.cancel()


async def limits_group():
    async with anyio.create_task_group() as group:
        group.cancel_scope.deadline = anyio.current_time() + LONG
        embrace(group, "group for a while", embraces)
        await forever()


def takes(lock):
    with lock:
        pass


async def waits_for_thread():
    lock = threading.Lock()
    with lock:
        with anyio.move_on_after(LONG):
            await anyio.to_thread.run_sync(takes, lock)


async def works(lock):
    await anyio.to_thread.run_sync(takes, lock)


async def wants(lock):
    async with lock:
        pass


async def wants_shielded(lock):
    asyncio.current_task().set_name("asked for ever")
    with anyio.CancelScope(shield=True):
        await wants(lock)


async def asks_back(mine, other, function=wants):
    """The call for a thread waits on, shielded, for what the thread asks for; that is cancelled."""
    async with mine:
        with anyio.move_on_after(LONG):
            await anyio.sleep(0.02)
            await anyio.to_thread.run_sync(anyio.from_thread.run, function, other)


async def asks_back_shielded(mine, other):
    await asks_back(mine, other, wants_shielded)


def asks(portal, seconds):
    lock = threading.Lock()
    with lock:
        name = "of " + threading.current_thread().name
        portal.start_task_soon(works, lock, name=name).result(seconds)


def start_asking(name, portal, seconds):
    threading.Thread(target=asks, args=(portal, seconds), name=name, daemon=True).start()


async def lets_go(lock, other):
    async with lock:
        lock.release()
        await anyio.sleep(0.1)
        async with other:
            pass


async def holds_without_block(lock):
    await anyio.sleep(0.02)
    await lock.acquire()
    await forever()


async def takes_within(lock, other):
    async with other:
        await anyio.sleep(0.1)
        async with lock:
            pass


async def main():
    async with anyio.from_thread.BlockingPortal() as portal, anyio.create_task_group() as group:
        start_asking("asks for ever", portal, None)
        start_asking("asks for a while", portal, LONG)
        embrace(group, "nothing for ever", embraces)
        embrace(group, "condition for ever", embraces, lock=anyio.Condition)
        embrace(group, "call for a while", fails_within)
        embrace(group, "scope for a while", moves_within)
        embrace(group, "shield for ever", shielded)
        for kind in anyio.Lock, anyio.Condition:
            lock, other = kind(), anyio.Lock()
            group.start_soon(lets_go, lock, other, name="let go for a while")
            group.start_soon(holds_without_block, lock)
            group.start_soon(takes_within, lock, other, name="let go for a while")
        group.start_soon(keeps, "kept for ever", embraces, float("inf"))
        group.start_soon(keeps, "kept for a while", embraces, LONG)
        group.start_soon(keeps, "kept in shields for ever", shielded, LONG)
        group.start_soon(limits_group)
        group.start_soon(cancels, "cancelled for ever")
        group.start_soon(waits_for_thread, name="thread for ever")
        if sys.argv[1] == "asyncio" and hasattr(anyio.from_thread, "check_cancelled"):
            # Before 4.1 nothing is cancelled that a thread asks for.
            embrace(group, "asked back for a while", asks_back)
            embrace(group, "asked back for ever", asks_back_shielded)
        await anyio.sleep(0.3)
        print("ready", flush=True)
        await forever()


anyio.run(main, backend=sys.argv[1])
