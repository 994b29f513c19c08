"""Threads that work for tasks of Trio, and tasks that work for threads."""

import inspect
import os
import sys
import threading
import time

import trio

RELEASE = threading.Event()
NAMED = {"thread_name": "x"} if "thread_name" in inspect.signature(trio.to_thread.run_sync).parameters else {}


def blocks_first():
    RELEASE.wait()


def blocks_second():
    RELEASE.wait()


def blocks(which):
    which()


async def threads(which):
    await trio.to_thread.run_sync(blocks, which, **NAMED)


def holds_up_the_loop():
    print("ready", flush=True)
    sys.stdin.read()
    os._exit(0)


def calls_back():
    time.sleep(0.3)
    trio.from_thread.run_sync(holds_up_the_loop)


def is_foreign(token):
    time.sleep(0.3)
    trio.from_thread.run_sync(holds_up_the_loop, trio_token=token)


async def limited(limiter):
    await trio.to_thread.run_sync(blocks, blocks_first, limiter=limiter)


async def main():
    limiter = trio.CapacityLimiter(1)
    limiter.acquire_on_behalf_of_nowait("another")
    async with trio.open_nursery() as nursery:
        nursery.start_soon(threads, blocks_first, name="first")
        nursery.start_soon(threads, blocks_second, name="second")
        nursery.start_soon(limited, limiter, name="limited")
        if "host" in sys.argv:
            await trio.to_thread.run_sync(calls_back)
        else:
            token = trio.lowlevel.current_trio_token()
            threading.Thread(target=is_foreign, args=(token,), name="foreign", daemon=True).start()


trio.run(main)
