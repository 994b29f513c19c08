"""A crawler on eventlet: a pool of fetchers that share a connection, and somebody who waits for what they find."""

import gc

import eventlet
from eventlet import event, queue, semaphore

# The order of greenlets is that of the collector's lists.
gc.disable()
pages = queue.Queue()
connection = semaphore.Semaphore(1)
closed = event.Event()


def fetch(host):
    with connection:
        eventlet.sleep(3600)


def index():
    while True:
        pages.get()


def report(crawling):
    crawling.wait()


def crawl(hosts):
    pool = eventlet.GreenPool(10)
    for host in hosts:
        pool.spawn(fetch, host)
    pool.waitall()


def main():
    crawling = eventlet.spawn(crawl, ["a.example", "b.example"])
    eventlet.spawn(index)
    eventlet.spawn(report, crawling)
    eventlet.spawn_n(index)
    eventlet.sleep(0.05)
    print("ready", flush=True)
    closed.wait()


main()
