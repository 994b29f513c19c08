"""Tasks of Trio in all that they may wait for, and what Trio itself knows of them, as JSON.

With the argument `stackscope` a second line says what that library sees of them from within.
"""

import contextlib
import json
import os
import sys
import threading

import trio
from trio.testing import wait_all_tasks_blocked
from within import by_stackscope

if hasattr(contextlib, "asynccontextmanager"):
    from contextlib import asynccontextmanager
else:  # 3.6
    from async_generator import asynccontextmanager

RELEASE = threading.Event()


async def sleeper(seconds):
    await trio.sleep(seconds)


async def in_scopes():
    with trio.move_on_after(5000) as outer:
        with trio.CancelScope(shield=True) as inner:
            await trio.sleep_forever()


async def waits(event):
    await event.wait()


async def holds(lock):
    async with lock:
        await trio.sleep_forever()


async def notified(condition):
    async with condition:
        await condition.wait()


async def receives(channel):
    async with channel:
        async for item in channel:
            pass


async def sends(channel):
    await channel.send("one")
    await channel.send("two")


async def borrows(limiter):
    async with limiter:
        await trio.sleep_forever()


async def accepts(server):
    await server.accept()


async def parks(lot):
    await lot.park()


async def undying():
    with trio.CancelScope(shield=True):
        await trio.sleep_forever()


async def never_started(task_status=trio.TASK_STATUS_IGNORED):
    await trio.sleep_forever()


async def starts():
    async with trio.open_nursery() as target:
        target.start_soon(trio.sleep_forever, name="beside-started")
        await target.start(never_started, name="started")


@asynccontextmanager
async def service(name):
    if hasattr(contextlib, "AsyncExitStack"):
        async with contextlib.AsyncExitStack() as stack:
            nursery = await stack.enter_async_context(trio.open_nursery())
            nursery.start_soon(trio.sleep_forever, name=name)
            yield nursery
    else:  # 3.6
        async with trio.open_nursery() as nursery:
            nursery.start_soon(trio.sleep_forever, name=name)
            yield nursery


async def has_two_nurseries():
    async with trio.open_nursery() as first:
        first.start_soon(sleeper, 4000, name="of-first")
        async with service("of-service"):
            async with trio.open_nursery() as second:
                second.start_soon(sleeper, 4001, name="of-second")


def blocks(word):
    RELEASE.wait()


async def threads(word):
    await trio.to_thread.run_sync(blocks, word)


async def back_in_trio(word):
    await trio.sleep(3000)


def calls_back(word):
    trio.from_thread.run(back_in_trio, word)


async def comes_back():
    await trio.to_thread.run_sync(calls_back, "host")


def is_foreign(token):
    trio.from_thread.run(back_in_trio, "system", trio_token=token)


async def cancels_children():
    async with trio.open_nursery() as nursery:
        nursery.start_soon(undying, name="undying")
        nursery.cancel_scope.cancel()


def described(runner):
    def parent(task):
        nursery = task._parent_nursery
        return 0 if nursery is None else id(nursery.parent_task)

    return [[id(task), task.name, parent(task)] for task in runner.tasks]


def tell(runner):
    print(json.dumps(described(runner)))
    if "stackscope" in sys.argv:
        print(json.dumps(by_stackscope(runner.init_task)))
    print("ready", flush=True)
    sys.stdin.read()
    os._exit(0)


async def main():
    lock, condition, limiter, lot = trio.Lock(), trio.Condition(), trio.CapacityLimiter(1), trio.lowlevel.ParkingLot()
    send, receive = trio.open_memory_channel(3)
    full, unread = trio.open_memory_channel(1)
    server = trio.socket.socket()
    await server.bind(("127.0.0.1", 0))
    server.listen()
    async with trio.open_nursery() as nursery:
        start = nursery.start_soon
        start(holds, lock, name="holder")
        start(borrows, limiter, name="borrower")
        start(in_scopes, name="in-scopes")
        start(threads, "one", name="threader-1")
        start(threads, "two", name="threader-2")
        start(comes_back, name="comes-back")
        await wait_all_tasks_blocked(0.05)
        start(holds, lock, name="locker")
        start(borrows, limiter, name="limited")
        start(waits, trio.Event(), name="waiter")
        start(notified, condition, name="notified")
        start(receives, receive, name="receiver")
        start(sends, full, name="sender")
        start(accepts, server, name="accepter")
        start(parks, lot, name="parked")
        start(starts, name="starter")
        start(has_two_nurseries, name="two-nurseries")
        start(cancels_children, name="cancelling")
        start(trio.sleep, 2000, name="bare")
        token = trio.lowlevel.current_trio_token()
        threading.Thread(target=is_foreign, args=(token,), name="foreign", daemon=True).start()
        await wait_all_tasks_blocked(0.05)
        await trio.sleep(0.2)
        await wait_all_tasks_blocked(0.05)
        runner = trio.lowlevel.current_task()._runner
        threading.Timer(0.1, tell, [runner]).start()
        await trio.sleep_forever()


trio.run(main)
