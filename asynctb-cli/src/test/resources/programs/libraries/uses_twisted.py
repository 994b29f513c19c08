"""A crawler on Twisted: functions that wait for one another, for timers, for a lock and for a thread."""

import gc
import time

from twisted.internet import defer, reactor, task, threads

# The order of tasks is that of the collector's lists.
gc.disable()
lock = defer.DeferredLock()


class Pages:
    @defer.inlineCallbacks
    def fetch(self, page):
        yield self.connect(page)
        return page

    @defer.inlineCallbacks
    def connect(self, page):
        yield lock.acquire()
        try:
            yield task.deferLater(reactor, 3600)
        finally:
            lock.release()


def parse(page):
    time.sleep(3600)


async def index(page):
    await threads.deferToThread(parse, page)


def count(result):
    return defer.ensureDeferred(index(result))


@defer.inlineCallbacks
def crawl(pages):
    fetcher = Pages()
    yield defer.gatherResults([fetcher.fetch(page) for page in pages])


async def report(crawling):
    counting = defer.succeed(7).addCallback(count)
    await counting


async def main():
    crawling = crawl(["a.example", "b.example"])
    await defer.DeferredList([crawling, defer.ensureDeferred(report(crawling))])


@defer.inlineCallbacks
def poll():
    yield defer.Deferred()


def ready():
    print("ready", flush=True)


defer.ensureDeferred(main())
poll()
reactor.callLater(0.3, ready)
reactor.run()
