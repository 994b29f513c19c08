"""A program as many are that use Trio; what is seen of it stands in the README."""

import time
from contextlib import AsyncExitStack, asynccontextmanager

import trio


@asynccontextmanager
async def cache(name):
    async with AsyncExitStack() as stack:
        nursery = await stack.enter_async_context(trio.open_nursery())
        nursery.start_soon(expire, name=name + "-expiry")
        yield {}


async def expire():
    while True:
        await trio.sleep(3600)


def parse(page):
    time.sleep(3600)


async def fetch(pages, lock, task_status=trio.TASK_STATUS_IGNORED):
    task_status.started()
    async for page in pages:
        async with lock:
            await trio.to_thread.run_sync(parse, page)


async def crawl(pages):
    lock = trio.Lock()
    async with cache("pages") as known:
        with trio.move_on_after(7200):
            async with trio.open_nursery() as workers:
                for number in range(5):
                    await workers.start(fetch, pages.clone(), lock)


async def serve(task_status=trio.TASK_STATUS_IGNORED):
    print("ready", flush=True)
    await trio.Event().wait()


async def main():
    send, receive = trio.open_memory_channel(2)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(crawl, receive)
        await send.send("index.html")
        await nursery.start(serve)


trio.run(main)
