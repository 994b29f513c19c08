"""Greenlets by hand: producers that a consumer switches to, in a thread of their own."""

import threading

import greenlet


class Source:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass


def numbers(consumer):
    with Source() as source:
        walk(3, consumer)
    return source


def walk(depth, consumer):
    if depth:
        walk(depth - 1, consumer)
    consumer.switch(depth)


def letters(consumer):
    consumer.switch("a")


def consume():
    me = greenlet.getcurrent()
    producers = [greenlet.greenlet(numbers), greenlet.greenlet(letters), greenlet.greenlet(letters)]
    for producer in producers[:2]:
        producer.switch(me)
    ready.set()
    idle.wait()


ready = threading.Event()
idle = threading.Event()


def run():
    greenlet.greenlet(consume).switch()


threading.Thread(target=run, name="consumer", daemon=True).start()
ready.wait()
print("ready", flush=True)
input()
