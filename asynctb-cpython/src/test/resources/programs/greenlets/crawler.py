"""Greenlets of gevent that wait for each other and for everything else that one can wait for."""

import gc
import json
import sys
import threading

import gevent
import gevent.event
import gevent.lock
import gevent.pool
import gevent.queue

Greenlet = gevent.Greenlet
SAID = {}


class Session:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass


def fetch(wait):
    with Session() as session:
        wait()
    return session


def naps():
    gevent.sleep(3600)


def joins(others):
    gevent.joinall(others)


def gets(other):
    other.get()


class Worker(Greenlet):
    def _run(self):
        fetch(idle.wait)


def expect(name, made, text, awaited_by=()):
    SAID[id(made)] = [name, text, [id(one) for one in awaited_by]]
    made.name = name
    return made


def fill():
    expect("event", gevent.spawn(fetch, idle.wait), "waiting in Event.wait")
    expect("event with time", gevent.spawn(fetch, lambda: idle.wait(3600)), "waiting in Event.wait")
    expect("result", gevent.spawn(fetch, gevent.event.AsyncResult().get), "waiting in AsyncResult.get")
    expect("lock", gevent.spawn(fetch, gevent.lock.Semaphore(0).acquire), "waiting in Semaphore.acquire")
    expect("bounded", gevent.spawn(fetch, taken.acquire), "waiting in BoundedSemaphore.acquire")
    expect("get", gevent.spawn(fetch, gevent.queue.Queue().get), "waiting in Queue.get")
    full = gevent.queue.Queue(1)
    full.put(1)
    expect("put", gevent.spawn(fetch, lambda: full.put(2)), "waiting in Queue.put")
    expect("nap", gevent.spawn(naps), "sleeping")
    expect("frameless", gevent.spawn(idle.wait), "waiting in Event.wait")
    expect("worker", Worker.spawn(), "waiting in Event.wait")
    gotten = gevent.spawn(naps)
    getter = expect("getter", gevent.spawn(gets, gotten), 'waiting for greenlet "gotten"')
    expect("gotten", gotten, "sleeping", [getter])
    joined = [gevent.spawn(naps) for _ in range(3)]
    joiner = expect("joiner", gevent.spawn(joins, joined), "waiting for 3 greenlets")
    for number, one in enumerate(joined):
        expect("joined-%d" % number, one, "sleeping", [joiner])
    pool = gevent.pool.Pool(2)
    for number in range(2):
        expect("pooled-%d" % number, pool.spawn(fetch, idle.wait), "waiting in Event.wait")
    SAID["keep"] = [pool]
    gevent.sleep(0.05)
    # Not given to any loop, and given but not begun.
    expect("unstarted", Greenlet(naps), "not started")
    later = expect("later", gevent.spawn_later(3600, naps), "not started")
    SAID["keep"] += [later]
    done = gevent.spawn(lambda: None)
    done.join()
    SAID["done"] = done


def other_thread(ready):
    made = gevent.spawn(fetch, lambda: gevent.sleep(3600))
    gevent.sleep(0.05)
    expect("in thread", made, "sleeping")
    ready()
    made.join()


idle = gevent.event.Event()
taken = gevent.lock.BoundedSemaphore(1)
taken.acquire()


def main():
    fill()
    ready = threading.Event()
    threading.Thread(target=other_thread, args=(ready.set,), name="other_thread", daemon=True).start()
    ready.wait()
    gc.collect()
    live = [one for one in gc.get_objects() if isinstance(one, Greenlet) and not one.dead]
    said = [[id(one)] + SAID.get(id(one), [None, None, []]) for one in live]
    del live
    print(json.dumps(said))
    print("ready", flush=True)
    idle.wait()


main()
