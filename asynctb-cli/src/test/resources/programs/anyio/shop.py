"""A program as many are that use anyio, on the back end that it is given."""

import sys
import time

import anyio
import anyio.from_thread
import anyio.to_thread


async def price(goods):
    with anyio.move_on_after(3600):
        await anyio.sleep(1800)


def stock(goods):
    return anyio.from_thread.run(price, goods)


def look_up(goods):
    time.sleep(3600)


async def deliver(orders, lock):
    async for order in orders:
        async with lock:
            with anyio.fail_after(7200):
                await anyio.to_thread.run_sync(look_up, order)


async def serve(*, task_status):
    task_status.started()
    await anyio.Event().wait()


async def restock(goods):
    async with anyio.create_task_group() as shelves:
        shelves.start_soon(anyio.to_thread.run_sync, stock, goods, name="shelf")


async def main():
    send, receive = anyio.create_memory_object_stream(2)
    lock = anyio.Lock()
    async with anyio.create_task_group() as shop:
        for number in range(3):
            shop.start_soon(deliver, receive.clone(), lock, name="driver-{}".format(number))
        await send.send("apples")
        await send.send("pears")
        await shop.start(serve)
        await restock("plums")


def ready():
    time.sleep(0.5)
    print("ready", flush=True)


if __name__ == "__main__":
    import threading

    threading.Thread(target=ready, daemon=True).start()
    anyio.run(main, backend=sys.argv[1])
