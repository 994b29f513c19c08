"""Trio as a guest of asyncio: idle, or with a call of its own scheduled, or running."""

import asyncio
import json
import os
import sys

import trio


def tell(runner):
    print(json.dumps([[id(task), task.name] for task in runner.tasks]))
    print("ready", flush=True)
    sys.stdin.read()
    os._exit(0)


async def child():
    await trio.sleep(1000)


async def main():
    runner = trio.lowlevel.current_task()._runner
    loop = asyncio.get_event_loop()
    async with trio.open_nursery() as nursery:
        nursery.start_soon(child, name="child")
        await trio.sleep(0.1)
        if "running" in sys.argv:
            tell(runner)
        loop.call_later(0.2, tell, runner)
        if "scheduled" in sys.argv:
            # The thread that waits for events is told so by the time limit, and leaves a call with the host.
            await trio.sleep(0.2)


async def host():
    done = asyncio.get_event_loop().create_future()
    trio.lowlevel.start_guest_run(
        main,
        run_sync_soon_threadsafe=asyncio.get_event_loop().call_soon_threadsafe,
        done_callback=done.set_result,
    )
    await done


asyncio.new_event_loop().run_until_complete(host())
