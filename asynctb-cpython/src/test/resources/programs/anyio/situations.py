"""Tasks of anyio in many situations, on the back end that it is given. Says which tasks there are and which is below which."""

import asyncio
import json
import sys
import time

import anyio
import anyio.from_thread
import anyio.to_thread

BACK_END = sys.argv[1]
TASKS = {}
# It came with 3.1.
forever = getattr(anyio, "sleep_forever", lambda: anyio.Event().wait())


def here(label, parent):
    if BACK_END == "trio":
        import trio

        task = trio.lowlevel.current_task()
    else:
        task = (getattr(asyncio, "current_task", None) or asyncio.Task.current_task)()
    TASKS[label] = [id(task), anyio.get_current_task().name, parent]


async def sleeper(label, parent, scope):
    here(label, parent)
    with scope:
        await forever()


async def method(label, parent, waiting):
    here(label, parent)
    await waiting()


async def nested(label, parent):
    here(label, parent)
    async with anyio.create_task_group() as inner:
        inner.start_soon(sleeper, "in " + label, label, anyio.CancelScope())


async def two_groups(label):
    here(label, "main")
    async with anyio.create_task_group() as outer:
        outer.start_soon(sleeper, "of outer", label, anyio.CancelScope())
        with anyio.CancelScope(shield=True):
            async with anyio.create_task_group() as inner:
                inner.start_soon(sleeper, "of inner", label, anyio.CancelScope())


async def holder(lock):
    here("holder", "main")
    async with lock:
        await anyio.sleep(1900)


async def cancelled(label):
    here(label, "main")
    async with anyio.create_task_group() as group:
        group.start_soon(sleeper, "deaf", label, anyio.CancelScope(shield=True))
        await anyio.wait_all_tasks_blocked()
        group.cancel_scope.cancel()


async def never_started(task_status):
    here("never started", None)
    await forever()


async def starter(label):
    here(label, "main")
    async with anyio.create_task_group() as group:
        await group.start(never_started)


def blocks_first():
    time.sleep(3600)


def blocks_second():
    time.sleep(3600)


async def threader(label, function):
    here(label, "main")
    await anyio.to_thread.run_sync(function)


async def asked(label):
    here("asked", label)
    await forever()


async def asker(label):
    here(label, "main")
    await anyio.to_thread.run_sync(lambda: anyio.from_thread.run(asked, label))


def all_tasks():
    if BACK_END == "trio":
        import trio

        tasks = {trio.lowlevel.current_root_task()}
        found = []
        while tasks:
            task = tasks.pop()
            found.append(id(task))
            for nursery in task.child_nurseries:
                tasks |= nursery.child_tasks
        return found
    find = getattr(asyncio, "all_tasks", None) or asyncio.Task.all_tasks
    return [id(task) for task in find() if not task.done()]


async def main():
    here("main", None)
    lock = anyio.Lock()
    full, nowhere = anyio.create_memory_object_stream(1)
    await full.send("item")
    nobody, empty = anyio.create_memory_object_stream(3)
    used = anyio.CapacityLimiter(1)
    used.acquire_on_behalf_of_nowait("somebody")
    condition = anyio.Condition()
    async with anyio.create_task_group() as group:
        for function, arguments in (
            (sleeper, ("sleeper", "main", anyio.CancelScope())),
            (nested, ("nested", "main")),
            (two_groups, ("two groups",)),
            (holder, (lock,)),
            (method, ("locker", "main", lock.acquire)),
            (method, ("waiter", "main", anyio.Event().wait)),
            (method, ("limited", "main", used.acquire)),
            (method, ("semaphored", "main", anyio.Semaphore(0).acquire)),
            (method, ("receiver", "main", empty.receive)),
            (method, ("sender", "main", lambda: full.send("another"))),
            (cancelled, ("cancelled",)),
            (starter, ("starter",)),
            (threader, ("first", blocks_first)),
            (threader, ("second", blocks_second)),
            (asker, ("asker",)),
        ):
            group.start_soon(function, *arguments)
            await anyio.sleep(0.01)
        async with condition:
            with anyio.move_on_after(4000):
                group.start_soon(ready)
                await condition.wait()


async def ready():
    here("ready", "main")
    await anyio.sleep(0.3)
    if "never started" in TASKS:
        # Where its group is, or who waits for it, depending on the back end.
        TASKS["never started"][-1] = "starter"
    print(json.dumps({"tasks": TASKS, "all": all_tasks()}))
    print("ready", flush=True)
    await forever()


# anyio 3.0 takes uvloop if there is one, which does not say when its timers end.
anyio.run(main, backend=BACK_END, backend_options={"use_uvloop": False} if BACK_END == "asyncio" else {})
