"""A crawler on gevent: a pool of fetchers that share a connection, and somebody who waits for what they find."""

import gevent
import gevent.event
import gevent.lock
import gevent.pool
import gevent.queue

pages = gevent.queue.Queue()
connection = gevent.lock.Semaphore(1)
closed = gevent.event.Event()


class Session:
    def __init__(self, host):
        self.host = host

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass


def fetch(host):
    with Session(host) as session:
        read(session)


def read(session):
    with connection:
        gevent.sleep(3600)


def index():
    while True:
        pages.get()


def report(crawl):
    crawl.get()


def crawl(hosts):
    pool = gevent.pool.Pool(10)
    gevent.joinall([pool.spawn(fetch, host) for host in hosts])


def main():
    crawling = gevent.spawn(crawl, ["a.example", "b.example", "c.example"])
    crawling.name = "crawl"
    gevent.spawn(index)
    gevent.spawn(report, crawling)
    gevent.spawn_later(3600, closed.set)
    gevent.sleep(0.05)
    print("ready", flush=True)
    closed.wait()


main()
