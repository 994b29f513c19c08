"""A program as many are that use anyio, on the back end that it is given."""

import sys
import time

import anyio
import anyio.from_thread
import anyio.to_thread


def look_up(order):
    time.sleep(3600)


async def deliver(orders, lock):
    async for order in orders:
        async with lock:
            with anyio.fail_after(7200):
                await anyio.to_thread.run_sync(look_up, order)


async def serve(*, task_status):
    task_status.started()
    await anyio.Event().wait()


async def price(goods):
    with anyio.move_on_after(3600):
        await anyio.sleep(1800)


def count_shelves(goods):
    return anyio.from_thread.run(price, goods)


async def restock(goods):
    async with anyio.create_task_group() as shelves:
        shelves.start_soon(anyio.to_thread.run_sync, count_shelves, goods, name="shelves")
        await anyio.sleep(0.2)
        print("ready", flush=True)


async def main():
    orders, to_deliver = anyio.create_memory_object_stream(2)
    lock = anyio.Lock()
    async with anyio.create_task_group() as shop:
        for number in range(3):
            shop.start_soon(deliver, to_deliver.clone(), lock, name="driver-{}".format(number))
            await anyio.wait_all_tasks_blocked()
        for order in "apples", "pears":
            await orders.send(order)
            await anyio.sleep(0.1)
        await shop.start(serve)
        await restock("plums")


anyio.run(main, backend=sys.argv[1])
