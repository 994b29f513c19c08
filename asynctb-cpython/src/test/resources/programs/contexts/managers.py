"""Generators suspended in blocks of managers that are of all kinds, for CPython 3.6 and newer."""

import contextlib
import functools
import os
import threading
import time


class Plain:
    def __enter__(self):
        return self

    def __exit__(self, *arguments):
        pass

    def method(self, *arguments):
        pass


class Static(Plain):
    @staticmethod
    def __exit__(*arguments):
        pass


class ClassMethod(Plain):
    @classmethod
    def __exit__(cls, *arguments):
        pass


class PartialMethod(Plain):
    __exit__ = functools.partialmethod(lambda *arguments: None, 1)


class Called:
    def __call__(self, *arguments):
        pass


class Callable(Plain):
    __exit__ = Called()


class Foreign(Plain):
    __exit__ = Plain().method


class Builtin(Plain):
    __exit__ = print


class Cached(Plain):
    @functools.lru_cache(None)
    def __exit__(self, *arguments):
        pass


def kinds():
    with Static() as a, Plain() as b, ClassMethod() as c, PartialMethod() as d, Callable() as e:
        with Foreign() as f, Builtin() as g, Cached() as h, Plain() as i, threading.Lock() as j:
            yield


@contextlib.contextmanager
def opened(name):
    with open(name) as file:
        yield file


def nested():
    with opened(os.devnull) as file:
        yield


def some_callback(*arguments, **keywords):
    pass


def stacks():
    with contextlib.ExitStack() as stack:
        stack.enter_context(opened(os.devnull))
        stack.callback(some_callback, 10, "hi", answer=42)
        stack.push(some_callback)
        inner = contextlib.ExitStack()
        inner.enter_context(threading.RLock())
        stack.enter_context(inner)
        stack.push(stack)
        yield


lock = threading.Lock()
lock.acquire()


def waits_for_lock():
    with lock:
        pass


generators = [kinds(), nested(), stacks()]
for generator in generators:
    next(generator)
kinds_now, nested_now, stacks_now = generators
waiting = threading.Thread(target=waits_for_lock, name="waiting")
waiting.daemon = True
waiting.start()
time.sleep(0.2)
print("ready", flush=True)
input()
os._exit(0)
