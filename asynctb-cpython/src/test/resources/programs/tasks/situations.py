"""Tasks in every situation. It says which tasks live and which wait for which, then stands still in a running task.

Arguments: "python" for tasks of the Python implementation, "both" for tasks of either by turns, "eager" for eager ones
(3.12 and newer), "many" for a thousand more, "debug" for asyncio's debug mode.
"""
import itertools
import json
import os
import sys
import threading

if "debug" in sys.argv:
    os.environ["PYTHONASYNCIODEBUG"] = "1"
import asyncio

WITH_PYTHON = "python" in sys.argv
WITH_BOTH = "both" in sys.argv
WITH_EAGER = "eager" in sys.argv

KINDS = itertools.cycle([asyncio.tasks._PyTask] + [asyncio.Task] * WITH_BOTH)
LABELS = {}
EDGES = []


# Since 3.14 the C function only knows tasks of C.
if WITH_PYTHON and hasattr(asyncio.tasks, "_py_current_task"):
    asyncio.tasks.current_task = asyncio.tasks._py_current_task


def factory(loop, coro, **kwargs):
    return next(KINDS)(coro, loop=loop, **kwargs)


def prepared(loop):
    if WITH_PYTHON or WITH_BOTH:
        loop.set_task_factory(factory)
    elif WITH_EAGER:
        loop.set_task_factory(asyncio.eager_task_factory)
    return loop


def label(task, name):
    LABELS[name] = task
    if hasattr(task, "set_name"):
        task.set_name(name)
    return task


def start(name, coro):
    return label(asyncio.get_event_loop().create_task(coro), name)


def edges(parent, *children):
    EDGES.extend((parent, child) for child in children)


async def sleeper():
    await asyncio.sleep(10000)


async def awaiting(task):
    await task


async def gathering(*awaitables):
    await asyncio.gather(*awaitables)


async def gathering_twice(a, b, c, d):
    await asyncio.gather(a, b, asyncio.gather(c, d))


async def waiting(tasks):
    await asyncio.wait(tasks)


async def waiting_for(task):
    await asyncio.wait_for(task, 10000)


async def shielding(task):
    await asyncio.shield(task)


async def completing(tasks):
    for future in asyncio.as_completed(tasks):
        await future


async def getting(queue):
    await queue.get()


async def locking(lock):
    await lock.acquire()


async def of_event(event):
    await event.wait()


async def in_circle(names, name):
    await asyncio.sleep(0)
    await names[name]


async def woken(future):
    await future


GENERATOR = """
@asyncio.coroutine
def generator_based():
    yield from asyncio.sleep(10000)
"""


GROUPS = """
async def group_at_end():
    async with asyncio.TaskGroup() as group:
        label(group.create_task(sleeper()), "group-end-1")
        label(group.create_task(sleeper()), "group-end-2")


async def group_in_body():
    async with asyncio.TaskGroup() as group:
        label(group.create_task(sleeper()), "group-body-1")
        await asyncio.sleep(10000)
"""


async def settle():
    for _ in range(10):
        await asyncio.sleep(0)


def start_all():
    start("sleeper", sleeper())

    start("awaiter", awaiting(start("awaited", sleeper())))
    edges("awaiter", "awaited")

    inner = [start("gathered-%d" % i, sleeper()) for i in range(4)]
    start("gatherer", gathering_twice(*inner))
    edges("gatherer", *("gathered-%d" % i for i in range(4)))

    start("waiter", waiting([start("waited-1", sleeper()), start("waited-2", sleeper())]))
    edges("waiter", "waited-1", "waited-2")

    start("limiter", waiting_for(start("limited", sleeper())))
    edges("limiter", "limited")

    start("shielder", shielding(start("shielded", sleeper())))
    edges("shielder", "shielded")

    start("completer", completing([start("completed-1", sleeper()), start("completed-2", sleeper())]))
    edges("completer", "completed-1", "completed-2")

    shared = start("shared", sleeper())
    start("sharer-1", awaiting(shared))
    start("sharer-2", gathering(shared, start("unshared", sleeper())))
    edges("sharer-1", "shared")
    edges("sharer-2", "shared", "unshared")

    circle = {}
    for i in range(3):
        circle[i] = start("circle-%d" % i, in_circle(circle, (i + 1) % 3))
        edges("circle-%d" % i, "circle-%d" % ((i + 1) % 3))

    chain = start("chain-0", sleeper())
    for i in range(1, 5):
        chain = start("chain-%d" % i, awaiting(chain))
        edges("chain-%d" % i, "chain-%d" % (i - 1))

    start("getter", getting(asyncio.Queue(5)))
    lock = asyncio.Lock()
    start("locker-1", locking(lock))
    start("locker-2", locking(lock))
    start("of-event", of_event(asyncio.Event()))

    if "many" in sys.argv:
        many = [start("many-%d" % i, sleeper()) for i in range(1000)]
        start("of-many", gathering(*many))
        edges("of-many", *("many-%d" % i for i in range(1000)))

    if "debug" in sys.argv and hasattr(asyncio, "coroutine"):
        exec(GENERATOR, globals())
        start("generator-based", generator_based())

    if hasattr(asyncio, "TaskGroup"):
        exec(GROUPS, globals())
        start("group-end", group_at_end())
        edges("group-end", "group-end-1", "group-end-2")
        start("group-body", group_in_body())
        edges("group-body", "group-body-1")


def all_tasks(loop):
    found = set()
    for function in ("all_tasks", "_py_all_tasks"):
        if hasattr(asyncio.tasks, function):
            found.update(getattr(asyncio.tasks, function)(loop))
    if sys.version_info < (3, 7):
        for kind in (asyncio.Task, asyncio.tasks._PyTask):
            found.update(kind.all_tasks(loop))
    return [task for task in found if not task.done()]


def say(loops):
    live = sorted({id(task) for loop in loops for task in all_tasks(loop)})
    address = {name: id(task) for name, task in LABELS.items()}
    names = {str(id(task)): task.get_name() for loop in loops for task in all_tasks(loop) if hasattr(task, "get_name")}
    print(json.dumps({
        "tasks": live,
        "names": names,
        "labels": {name: number for name, number in address.items() if number in live},
        "edges": [[address[parent], address[child]] for parent, child in EDGES],
    }))
    print("ready", flush=True)
    sys.stdin.read()
    os._exit(0)


async def blocked(loops):
    say(loops)


async def direct(loops):
    loop = asyncio.get_event_loop()
    start_all()
    await settle()
    future = loop.create_future()
    start("ready", woken(future))
    start("cancelled", sleeper())
    await settle()
    future.set_result(None)
    LABELS["cancelled"].cancel()
    loop.set_task_factory(factory if WITH_PYTHON else None)
    start("created", sleeper())
    if WITH_EAGER:
        loop.set_task_factory(asyncio.eager_task_factory)
        start("blocked", blocked(loops))
    say(loops)


async def in_thread(done):
    inner = [start("threaded-%d" % i, sleeper()) for i in range(2)]
    start("threader", gathering(*inner))
    edges("threader", "threaded-0", "threaded-1")
    await settle()
    done.set()
    await asyncio.sleep(10000)


def run_in_thread(loop, done):
    asyncio.set_event_loop(loop)
    label(loop.create_task(in_thread(done)), "in-thread")
    loop.run_forever()


async def stopping(loop):
    start("stopped-parent", awaiting(start("stopped-child", sleeper())))
    edges("stopped-parent", "stopped-child")
    await settle()


def main():
    loops = [prepared(asyncio.new_event_loop()) for _ in range(3)]
    done = threading.Event()
    threading.Thread(target=run_in_thread, args=(loops[1], done), daemon=True, name="looper").start()
    done.wait()
    asyncio.set_event_loop(loops[2])
    loops[2].run_until_complete(stopping(loops[2]))
    asyncio.set_event_loop(loops[0])
    director = loops[0].create_task(direct(loops)) if not WITH_EAGER else asyncio.Task(direct(loops), loop=loops[0])
    label(director, "director")
    loops[0].run_until_complete(director)


main()
