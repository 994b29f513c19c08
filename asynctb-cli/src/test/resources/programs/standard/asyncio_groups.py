"""Task groups, timeouts and threads, as asyncio programs of today use them."""
import asyncio
import contextlib
import threading

stopped = threading.Event()


@contextlib.asynccontextmanager
async def connection(name):
    async with asyncio.timeout(86400):
        yield name


async def fetches(name):
    async with connection(name):
        await asyncio.sleep(86400)


async def computes(name):
    await asyncio.to_thread(crunches, name)


def crunches(name):
    stopped.wait(86400)


async def crawls(sites):
    async with asyncio.TaskGroup() as group:
        for site in sites:
            group.create_task(fetches(site), name="fetch " + site)
        group.create_task(computes("index"), name="compute")


async def serves():
    gate = asyncio.Barrier(3)
    async with asyncio.TaskGroup() as group:
        group.create_task(crawls(["a.example", "b.example"]), name="crawl")
        group.create_task(gate.wait(), name="first at the gate")
        group.create_task(gate.wait(), name="second at the gate")
        await asyncio.sleep(0.5)
        print("ready", flush=True)


with asyncio.Runner() as runner:
    runner.run(serves())
