"""Threads that wait in the ways of the standard library. Says of each, by its name, what stackscope sees of it from within."""
import concurrent.futures
import contextlib
import json
import os
import queue
import select
import socket
import subprocess
import sys
import threading
import time

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "trio"))
from within import frames

never = threading.Event()
lock, reentrant, condition = threading.Lock(), threading.RLock(), threading.Condition()
semaphore, barrier = threading.BoundedSemaphore(1), threading.Barrier(2)
empty, full, last, simple = queue.Queue(), queue.Queue(1), queue.LifoQueue(), queue.SimpleQueue()
full.put("something")
last.put("something unfinished")
near, far = socket.socketpair()
reading, writing = os.pipe()
pool = concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="at-work")
idle = concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="idle")


@contextlib.contextmanager
def working(*what):
    with contextlib.ExitStack() as stack:
        for name in what:
            stack.enter_context(contextlib.suppress(OSError))
        yield stack


class Slow:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        never.wait()


class SlowToEnter(Slow):
    def __enter__(self):
        never.wait()


def work(what):
    with working(what):
        never.wait()


def holds():
    with lock, reentrant as held:
        semaphore.acquire()
        holding.set()
        never.wait()


def wants_lock():
    lock.acquire()


def wants_lock_for_long():
    with reentrant:
        pass


def wants_semaphore():
    with semaphore:
        pass


def waits_in_condition():
    with condition:
        condition.wait()


def waits_for_condition():
    with condition as acquired:
        condition.wait_for(lambda: False, 10000)


def waits_at_barrier():
    barrier.wait()


def waits_for_event():
    with contextlib.ExitStack() as stack, Slow() as slow:
        stack.callback(work, "never")
        never.wait(10000)


def gets():
    with working("one", "two") as stack:
        empty.get()


def gets_for_long():
    empty.get(timeout=10000)


def puts():
    full.put("more")


def joins_queue():
    last.join()


def gets_simply():
    simple.get()


def sleeps():
    with contextlib.closing(socket.socket()) as unused:
        time.sleep(10000)


def joins(thread):
    thread.join()


def joins_for_long(thread):
    thread.join(10000)


def leaves():
    with Slow():
        pass


def leaves_by_error():
    with Slow(), contextlib.suppress(ValueError):
        raise KeyError


def enters():
    with Slow() as outer:
        with SlowToEnter():
            pass


def generator():
    with working("generator"):
        for each in range(3):
            never.wait()
            yield each


def iterates():
    for each in generator():
        print(each)


async def coroutine():
    with Slow():
        never.wait()


def drives():
    coroutine().send(None)


def selects():
    select.select([near], [], [])


def receives():
    near.recv(1)


def reads():
    os.read(reading, 1)


def waits_for_process():
    subprocess.Popen(["sleep", "10000"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).wait()


def waits_for_result(future):
    future.result()


def waits_for_futures(futures):
    concurrent.futures.wait(futures)


def waits_for_first(futures):
    for future in concurrent.futures.as_completed(futures):
        print(future)


def maps():
    with concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="mapped") as own:
        for result in own.map(work, ["map"]):
            print(result)


def leaves_pool():
    with concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="left") as own:
        own.submit(work, "pool that is left")


class Subclass(threading.Thread):
    def run(self):
        work("subclass")


def start(function, *arguments):
    thread = threading.Thread(target=function, args=arguments, name=function.__name__, daemon=True)
    thread.start()
    return thread


def start_all():
    start(holds)
    holding.wait()
    for function in (
            wants_lock, wants_lock_for_long, wants_semaphore, waits_in_condition, waits_for_condition, waits_at_barrier,
            waits_for_event, gets, gets_for_long, puts, joins_queue, gets_simply, leaves, leaves_by_error, enters, iterates,
            drives, selects, receives, reads, waits_for_process, maps, leaves_pool):
        start(function)
    sleeper = start(sleeps)
    start(joins, sleeper)
    start(joins_for_long, sleeper)
    for thread in (Subclass(name="subclass", daemon=True), threading.Timer(0, work, ["timer"])):
        thread.daemon = True
        thread.start()
    at_work, queued = pool.submit(work, "pool"), pool.submit(work, "pool, too")
    start(waits_for_result, at_work)
    threading.Thread(target=waits_for_result, args=(queued,), name="waits for queued", daemon=True).start()
    start(waits_for_futures, [at_work, queued])
    start(waits_for_first, [at_work, queued])
    idle.submit(len, "").result()


holding = threading.Event()
start_all()
time.sleep(1)
import stackscope

print(json.dumps({
    thread.name: frames(stackscope.extract(thread), lambda stack: "a task")
    for thread in threading.enumerate() if thread is not threading.main_thread()
}))
print("ready", flush=True)
sys.stdin.read()
os._exit(0)
