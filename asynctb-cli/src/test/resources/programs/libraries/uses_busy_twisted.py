"""A call of Twisted that keeps the reactor from all else, and one that waits for it."""

import gc
import time

from twisted.internet import defer, reactor, task

# The order of tasks is that of the collector's lists.
gc.disable()


@defer.inlineCallbacks
def compute():
    yield task.deferLater(reactor, 0.1)
    print("ready", flush=True)
    time.sleep(3600)


@defer.inlineCallbacks
def report():
    yield compute()


report()
reactor.run()
