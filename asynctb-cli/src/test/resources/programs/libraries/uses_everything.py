"""A service that has grown: asyncio in its main thread, Trio, gevent and greenlets in others, and threads with locks, queues and a pool.

Says first what each thread, task and greenlet is that must be seen, by identifier or address.
"""
import asyncio
import concurrent.futures
import json
import queue
import threading
import time

import gevent
import greenlet
import trio

THREADS = []
TASKS = []
GREENLETS = []
ready = threading.Semaphore(0)
stock = threading.Lock()
orders = queue.Queue()
pool = concurrent.futures.ThreadPoolExecutor(2, thread_name_prefix="pool")


def forever():
    time.sleep(3600)


# asyncio, in the main thread


def resize(picture):
    forever()


async def show(picture):
    await asyncio.get_event_loop().run_in_executor(pool, resize, picture)


async def refresh():
    await asyncio.sleep(3600)


async def serve():
    loop = asyncio.get_event_loop()
    tasks = [loop.create_task(show("cat.png")), loop.create_task(refresh())]
    await asyncio.sleep(0)
    TASKS.extend(tasks)
    TASKS.append(getattr(asyncio, "current_task", getattr(asyncio.Task, "current_task", None))())
    loop.call_later(0.5, tell)
    await asyncio.gather(*tasks)


# Trio


def parse(page):
    ready.release()
    forever()


async def crawl(lock):
    async with lock:
        await trio.to_thread.run_sync(parse, "index.html")


async def index(lock):
    with trio.fail_after(7200):
        async with lock:
            pass


async def crawl_all():
    lock = trio.Lock()
    async with trio.open_nursery() as nursery:
        nursery.start_soon(crawl, lock)
        await trio.sleep(0.1)
        nursery.start_soon(index, lock)
        await trio.sleep(0.1)
        TASKS.extend(trio.lowlevel.current_task()._runner.tasks)
        ready.release()


# gevent


def fetch(host):
    gevent.sleep(3600)


def fetch_all():
    fetching = [gevent.spawn(fetch, host) for host in ("a.example", "b.example")]
    GREENLETS.extend(fetching)
    gevent.spawn(ready.release)
    gevent.joinall(fetching)


# greenlets


def produce():
    while True:
        consumer.switch("an item")


def consume(item):
    ready.release()
    forever()


def produce_and_consume():
    global consumer
    consumer = greenlet.greenlet(consume)
    producer = greenlet.greenlet(produce)
    GREENLETS.extend([consumer, producer])
    producer.switch()


# Threads


def count():
    with stock:
        stand()


def stand():
    ready.release()
    forever()


def sell():
    ready.release()
    with stock:
        pass


def deliver():
    ready.release()
    orders.get()


def report():
    resizing = pool.submit(resize, "dog.png")
    ready.release()
    resizing.result()


def tell():
    print(json.dumps({
        "threads": [thread.ident for thread in threading.enumerate()],
        "tasks": [id(task) for task in TASKS],
        "greenlets": [id(one) for one in GREENLETS],
    }))
    print("ready", flush=True)


if __name__ == "__main__":
    for name, target in [
        ("crawler", lambda: trio.run(crawl_all)),
        ("fetcher", fetch_all),
        ("market", produce_and_consume),
        ("counter", count),
        ("seller", sell),
        ("delivery", deliver),
        ("reporter", report),
    ]:
        threading.Thread(target=target, name=name, daemon=True).start()
        # What waits for another comes to rest after it.
        ready.acquire()
    ready.acquire()
    asyncio.new_event_loop().run_until_complete(serve())
