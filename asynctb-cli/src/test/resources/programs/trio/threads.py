"""Tasks that wait for threads, and threads that wait for tasks."""

import threading
import time

import trio


def blocks():
    time.sleep(3600)


async def in_thread():
    await trio.to_thread.run_sync(blocks)


async def answer(question):
    with trio.CancelScope(shield=True):
        await trio.sleep(3600)


def asks():
    trio.from_thread.run(answer, "within")


async def reentrant():
    await trio.to_thread.run_sync(asks)


def foreign(token):
    trio.from_thread.run(answer, "from outside", trio_token=token)


async def main():
    token = trio.lowlevel.current_trio_token()
    threading.Thread(target=foreign, args=(token,), name="foreign", daemon=True).start()
    async with trio.open_nursery() as nursery:
        nursery.start_soon(in_thread)
        await trio.sleep(0.2)
        nursery.start_soon(reentrant)
        await trio.sleep(0.3)
        print("ready", flush=True)


trio.run(main)
