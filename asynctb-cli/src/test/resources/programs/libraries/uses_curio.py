"""A crawler on curio: a group of fetchers that share a lock, a queue, and a thread."""

import time

import curio

pages = curio.Queue()
lock = curio.Lock()


async def fetch(host):
    async with lock:
        await curio.sleep(3600)


def parse(page):
    time.sleep(3600)


async def index():
    while True:
        page = await pages.get()
        await curio.run_in_thread(parse, page)


async def stop(signal):
    await signal.wait()


async def crawl(hosts):
    async with curio.TaskGroup() as fetchers:
        for host in hosts:
            await fetchers.spawn(fetch, host)


async def report(crawling):
    await crawling.join()


async def main():
    crawling = await curio.spawn(crawl, ["a.example", "b.example"])
    await curio.spawn(report, crawling)
    await curio.spawn(stop, curio.Event(), daemon=True)
    for _ in range(2):
        await curio.spawn(index)
    await pages.put("index.html")
    await curio.sleep(0.3)
    print("ready", flush=True)
    async with curio.timeout_after(7200):
        await curio.sleep(3600)


curio.run(main)
