"""Tasks of Trio whose synchronous code awaits through greenback. Says what stackscope sees of them from within."""

import contextlib
import json
import sys
import threading

import greenback
import greenlet
import trio
from trio.testing import wait_all_tasks_blocked
from within import by_stackscope

if hasattr(contextlib, "asynccontextmanager"):
    from contextlib import asynccontextmanager
else:  # 3.6
    from async_generator import asynccontextmanager


@asynccontextmanager
async def manager():
    yield


async def inner(seconds):
    await trio.sleep(seconds)


def synchronous(seconds):
    with greenback.async_context(manager()):
        return greenback.await_(inner(seconds))


async def ensured(seconds):
    await greenback.ensure_portal()
    return synchronous(seconds)


async def runs(seconds):
    return await greenback.with_portal_run(native_within, seconds)


async def native_within(seconds):
    return synchronous(seconds)


async def run_sync(seconds):
    return await greenback.with_portal_run_sync(synchronous, seconds)


async def twice(seconds):
    await greenback.ensure_portal()
    return greenback.await_(again(seconds))


async def again(seconds):
    await trio.sleep(0)
    return synchronous(seconds)


async def native(seconds):
    await greenback.ensure_portal()
    await inner(seconds)


@greenback.autoawait
async def awaits_itself(seconds):
    await trio.sleep(seconds)


async def automatic(seconds):
    await greenback.ensure_portal()
    awaits_itself(seconds)


async def entering(seconds):
    await greenback.ensure_portal()
    with greenback.async_context(slow(seconds)):
        pass


@asynccontextmanager
async def slow(seconds):
    await trio.sleep(seconds)
    yield


async def keeps(seconds):
    await greenback.ensure_portal()
    with greenback.async_context(trio.open_nursery()) as nursery:
        nursery.start_soon(inner, seconds, name="kept")
        greenback.await_(inner(seconds))


async def nests(seconds):
    await greenback.ensure_portal()
    greenlet.greenlet(synchronous).switch(seconds)


# Before 1.2 portals did not know of greenlets within their own.
NESTS = [nests] * hasattr(greenback._impl, "trampoline")
SITUATIONS = [ensured, runs, run_sync, twice, native, automatic, entering, keeps]


def tell(runner):
    names = sorted(task.name for task in runner.tasks)
    print(json.dumps(names))
    if sys.argv[1:] == ["stackscope"]:
        print(json.dumps(by_stackscope(runner.init_task)))
    print("ready", flush=True)


async def main():
    async with trio.open_nursery() as nursery:
        for number, situation in enumerate(SITUATIONS + NESTS * (sys.argv[1:] != ["stackscope"])):
            nursery.start_soon(situation, 2000 + number, name=situation.__name__)
        await wait_all_tasks_blocked(0.05)
        runner = trio.lowlevel.current_task()._runner
        threading.Timer(0.1, tell, [runner]).start()
        await trio.sleep_forever()


trio.run(main)
