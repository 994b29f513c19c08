"""A Trio program that uses code of asyncio, which uses code of Trio."""

import asyncio

import trio
import trio_asyncio


async def send(message):
    with trio.move_on_after(7200):
        await trio.sleep(3600)


async def publish(message):
    await asyncio.wait_for(trio_asyncio.trio_as_aio(send)(message), 5400)


async def heartbeat():
    await asyncio.sleep(1800)


async def old_driver():
    asyncio.ensure_future(heartbeat())
    await asyncio.gather(publish("hello"))


async def mixed():
    await trio.sleep(0)
    await asyncio.sleep(2700)


async def ready():
    await trio.sleep(0.3)
    print("ready", flush=True)


async def main():
    async with trio_asyncio.open_loop():
        async with trio.open_nursery() as nursery:
            nursery.start_soon(trio_asyncio.aio_as_trio(old_driver), name="driver")
            await trio.sleep(0.1)
            nursery.start_soon(trio_asyncio.allow_asyncio, mixed, name="mixed")
            nursery.start_soon(ready)


trio.run(main)
