"""Tasks of Trio that wait for one another, some of which a deadline ends. Their names say for how long."""
import inspect
import threading

import trio

LONG = 1000


async def embraces(mine, other):
    async with mine:
        await trio.sleep(0.02)
        async with other:
            pass


async def embraces_within(mine, other, scope):
    with scope:
        await embraces(mine, other)


async def fails_within(mine, other):
    with trio.fail_after(LONG):
        await embraces(mine, other)


async def shielded(mine, other):
    with trio.CancelScope(shield=True):
        await embraces(mine, other)


def embrace(nursery, name, function, *arguments, lock=trio.Lock):
    one, two = lock(), lock()
    nursery.start_soon(function, one, two, *arguments, name=name + "-1")
    nursery.start_soon(embraces, two, one, name=name + "-2")


async def keeps(name, function, seconds):
    """The tasks stand in no scope of their own; what is around their nursery ends them, if they let it."""
    with trio.move_on_after(seconds):
        async with trio.open_nursery() as nursery:
            one, two = trio.Lock(), trio.Lock()
            nursery.start_soon(function, one, two, name=name + "-1")
            nursery.start_soon(function, two, one, name=name + "-2")


async def limits_nursery():
    async with trio.open_nursery() as nursery:
        nursery.cancel_scope.deadline = trio.current_time() + LONG
        embrace(nursery, "nursery for a while", embraces)
        await trio.sleep_forever()


async def rests(name):
    """What ends only the sleep beside them ends nothing of theirs."""
    async with trio.open_nursery() as nursery:
        embrace(nursery, name, embraces)
        with trio.move_on_after(LONG):
            await trio.sleep_forever()


async def wants(lock, task_status=trio.TASK_STATUS_IGNORED):
    async with lock:
        pass


async def wants_shielded(lock):
    with trio.CancelScope(shield=True):
        await wants(lock)


async def holds(function):
    """A deadline ends no wait for the end of a nursery, but those of its tasks, if they let it."""
    lock = trio.Lock()
    async with lock:
        with trio.move_on_after(LONG):
            async with trio.open_nursery() as nursery:
                nursery.start_soon(function, lock, name="of " + function.__name__)


async def starts(name, seconds):
    lock = trio.Lock()
    async with lock:
        with trio.move_on_after(seconds):
            async with trio.open_nursery() as nursery:
                await nursery.start(wants, lock, name=name)


async def cancels(name):
    with trio.CancelScope() as scope:
        async with trio.open_nursery() as nursery:
            one, two = trio.Lock(), trio.Lock()
            nursery.start_soon(shielded, one, two, name=name + "-1")
            nursery.start_soon(shielded, two, one, name=name + "-2")
            scope.cancel()


def takes(lock):
    with lock:
        pass


async def waits_for_thread(lets_go):
    parameters = inspect.signature(trio.to_thread.run_sync).parameters
    how = "abandon_on_cancel" if "abandon_on_cancel" in parameters else "cancellable"
    lock = threading.Lock()
    with lock:
        with trio.move_on_after(LONG):
            await trio.to_thread.run_sync(takes, lock, **{how: lets_go})


async def lets_go(lock, other):
    async with lock:
        lock.release()
        await trio.sleep(0.1)
        async with other:
            pass


async def holds_without_block(lock):
    await trio.sleep(0.02)
    await lock.acquire()
    await trio.sleep_forever()


async def takes_within(lock, other):
    async with other:
        await trio.sleep(0.1)
        await wants(lock)


async def main():
    async with trio.open_nursery() as nursery:
        start = nursery.start_soon
        embrace(nursery, "scope for ever", embraces_within, trio.CancelScope())
        embrace(nursery, "condition for ever", embraces, lock=trio.Condition)
        embrace(nursery, "scope for a while", embraces_within, trio.move_on_after(LONG))
        embrace(nursery, "call for a while", fails_within)
        embrace(nursery, "shield for ever", embraces_within, trio.CancelScope(shield=True))
        both = trio.CancelScope(shield=True, deadline=trio.current_time() + LONG)
        embrace(nursery, "both for a while", embraces_within, both)
        start(keeps, "kept for ever", embraces, float("inf"))
        start(keeps, "kept for a while", embraces, LONG)
        start(keeps, "kept in shields for ever", shielded, LONG)
        start(limits_nursery)
        start(rests, "beside for ever")
        start(holds, wants, name="holds for a while")
        start(holds, wants_shielded, name="holds for ever")
        for kind in trio.Lock, trio.Condition:
            lock, other = kind(), trio.Lock()
            start(lets_go, lock, other, name="let go for a while")
            start(holds_without_block, lock)
            start(takes_within, lock, other, name="let go for a while")
        start(starts, "started for ever", float("inf"), name="starts for ever")
        start(starts, "started for a while", LONG, name="starts for a while")
        start(cancels, "cancelled for ever")
        start(waits_for_thread, False, name="thread for ever")
        start(waits_for_thread, True, name="thread for a while")
        await trio.sleep(0.3)
        print("ready", flush=True)
        await trio.sleep_forever()


trio.run(main)
