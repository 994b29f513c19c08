"""Where threads rest, and what coroutines are suspended in."""
import threading
import types


def rest(*ignored):
    """For ever."""
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


@types.coroutine
def trap(value=None):
    """Suspends who awaits it."""
    return (yield value)


class Countdown:
    """An iterator without a frame."""

    def __init__(self, start):
        self.left = start

    def __iter__(self):
        return self

    def __next__(self):
        self.left -= 1
        return self.left


def started(coroutine):
    coroutine.send(None)
    return coroutine
