"""Threads and tasks that wait for each other's ends while they hold what the other one needs, and some that only seem to."""
import asyncio
import concurrent.futures
import sys
import threading
import types

pool = concurrent.futures.ThreadPoolExecutor(8, thread_name_prefix="pool")
LONG = 1000


def takes(lock):
    with lock:
        pass


def sells():
    till = threading.Lock()
    with till:
        pool.submit(takes, till).result()


def sells_for_a_while():
    till = threading.Lock()
    with till:
        pool.submit(takes, till).result(LONG)


def joins():
    lock = threading.Lock()
    other = threading.Thread(target=takes, args=(lock,), name="joined", daemon=True)
    with lock:
        other.start()
        other.join()


def joins_for_a_while():
    lock = threading.Lock()
    other = threading.Thread(target=takes, args=(lock,), name="joined for a while", daemon=True)
    with lock:
        other.start()
        other.join(timeout=LONG)


def joins_back(first):
    first.join()


def joins_other():
    me = threading.current_thread()
    other = threading.Thread(target=joins_back, args=(me,), name="joins back", daemon=True)
    other.start()
    other.join()


def acquires_for_a_while(lock, other, meet):
    with lock:
        meet.wait()
        other.acquire(timeout=LONG)


def waits_for_a_moment(lock, meet):
    with lock:
        meet.wait()
        threading.Event().wait(LONG)


def takes_after(lock, meet):
    meet.wait()
    takes(lock)


def embraces_by_conditions(mine, other, meet):
    with mine:
        meet.wait()
        with other:
            pass


def acquires(mine, other, meet):
    with mine:
        meet.wait()
        other.acquire()


def acquires_by_hand(mine, other, meet):
    mine.acquire()
    meet.wait()
    other.acquire()


def acquires_bound(mine, other, meet):
    bound = types.SimpleNamespace(acquire=other.acquire)
    with mine:
        meet.wait()
        try:
            # What it puts on the stack stays there, out of use.
            print(mine, meet, other, (mine, mine, mine.acquire(False, 1)))
        except ValueError:
            print("never", bound.acquire())


def acquires_again():
    lock, taken = threading.Lock(), threading.Event()
    with lock:
        # It lets go of it, and somebody else holds it for a while.
        lock.release()
        start(takes_by_hand, lock, taken)
        taken.wait()
        lock.acquire()


def takes_by_hand(lock, taken):
    lock.acquire()
    taken.set()
    threading.Event().wait(LONG)


def waits_for_notice(condition, within, noticed):
    # It is in the block of its condition, which it has let go of.
    with within, condition:
        noticed.set()
        condition.wait()


def joins_noticed():
    # Who waits for the notice has let go of the lock for the one that joins it.
    condition = threading.Condition(threading.Lock())
    with condition:
        noticed = threading.Thread(target=condition.wait, name="noticed", daemon=True)
        noticed.start()
        noticed.join()


def lets_go(lock, other, meet):
    # It stands in the block of a lock that another one holds.
    with lock:
        lock.release()
        meet.wait()
        meet.wait()
        with other:
            pass


def holds_without_block(lock, meet):
    meet.wait()
    lock.acquire()
    meet.wait()
    threading.Event().wait(LONG)


def takes_within(lock, other, meet):
    with other:
        meet.wait()
        meet.wait()
        takes(lock)


def holds_for_a_while(condition, noticed):
    noticed.wait()
    with condition:
        threading.Event().wait(LONG)


async def wants(lock):
    async with lock:
        pass


def named(coroutine, name):
    # Before 3.8 tasks have no names; functions do for a reader.
    task = asyncio.ensure_future(coroutine)
    if sys.version_info >= (3, 8):
        task.set_name(name)
    return task


async def awaits_one():
    lock = asyncio.Lock()
    async with lock:
        await named(wants(lock), "one")


async def gathers_sleeper():
    lock = asyncio.Lock()
    async with lock:
        await asyncio.gather(named(wants(lock), "third"), named(asyncio.sleep(1000), "sleeper"))


async def waits_for_first():
    lock = asyncio.Lock()
    async with lock:
        tasks = [named(wants(lock), "fourth"), named(asyncio.sleep(1000), "other sleeper")]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)


async def gathers_future():
    lock = asyncio.Lock()
    loop = asyncio.get_event_loop()
    async with lock:
        await asyncio.gather(named(wants(lock), "fifth"), loop.create_future())


async def waits_for_a_while():
    lock = asyncio.Lock()
    async with lock:
        await asyncio.wait([named(wants(lock), "sixth")], timeout=1000)


async def sells_in_group():
    # It will wait for the task, but does not yet.
    lock = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        async with lock:
            named(group.create_task(wants(lock)), "seventh")
            await asyncio.sleep(1000)


async def leaves_group():
    lock = asyncio.Lock()
    async with lock:
        async with asyncio.TaskGroup() as group:
            named(group.create_task(wants(lock)), "first")
            named(group.create_task(wants(lock)), "second")


async def leaves_group_of_sleeper():
    lock = asyncio.Lock()
    async with lock:
        async with asyncio.TaskGroup() as group:
            named(group.create_task(wants(lock)), "eighth")
            named(group.create_task(asyncio.sleep(1000)), "third sleeper")


async def lends(loop, limit):
    # The thread waits for a task that waits for what the task holds that waits for the thread.
    lock = asyncio.Lock()
    async with lock:
        await loop.run_in_executor(pool, asks_loop, loop, lock, limit)


def asks_loop(loop, lock, limit):
    asyncio.run_coroutine_threadsafe(wants(lock), loop).result(limit)


async def asks_for_embrace(loop, limit):
    # Two threads wait for tasks that wait for one another, and are not cancelled with whoever waits for the threads.
    both = asyncio.Lock(), asyncio.Lock()
    threads = [
        loop.run_in_executor(pool, asks_loop_for_embrace, loop, "asked-1", *both),
        loop.run_in_executor(pool, asks_loop_for_embrace, loop, "asked-2", *both[::-1]),
    ]
    await asyncio.gather(*[asyncio.wait_for(thread, limit) for thread in threads])


def asks_loop_for_embrace(loop, name, mine, other):
    asyncio.run_coroutine_threadsafe(embraces_as(name, mine, other), loop).result()


async def embraces_as(name, mine, other):
    if sys.version_info >= (3, 8):
        asyncio.current_task().set_name(name)
    await embraces(mine, other)


async def embraces(mine, other):
    async with mine:
        await asyncio.sleep(0.02)
        async with other:
            pass


async def embraces_when_cancelled(mine, other):
    async with mine:
        try:
            await asyncio.sleep(LONG)
        finally:
            async with other:
                pass


def embrace(name, create=asyncio.ensure_future, function=embraces, lock=asyncio.Lock):
    one, two = lock(), lock()
    return [named(create(function(one, two)), name + "-1"), named(create(function(two, one)), name + "-2")]


async def waits_for_one():
    await asyncio.wait_for(embrace("one of")[0], LONG)


async def waits_for_one_endlessly():
    await asyncio.wait_for(embrace("endless")[0], None)


async def waits_for_all():
    await asyncio.wait_for(asyncio.gather(*embrace("all of")), LONG)


async def waits_too_long_for():
    # Time-outs have ended one wait of each, and end no other.
    both = embrace("stubborn", function=embraces_when_cancelled)
    await asyncio.gather(*[asyncio.wait_for(task, 0.01) for task in both])


async def waits_for_shielded():
    await asyncio.wait_for(asyncio.shield(embrace("shielded")[0]), LONG)


async def waits_for_wait():
    await asyncio.wait_for(asyncio.wait(embrace("only waited")), LONG)


async def takes_as_completed():
    for future in asyncio.as_completed(embrace("completed")):
        await future


async def waits_for_completed():
    await asyncio.wait_for(takes_as_completed(), LONG)


async def waits_for_lock():
    lock = asyncio.Lock()
    async with lock:
        await asyncio.wait_for(lock.acquire(), LONG)


async def waits_for_notice_within(lock, condition):
    async with lock:
        async with condition:
            await condition.wait()


async def needs_no_notice():
    # One waits for a notice, one for the condition, which a third one holds for a while.
    lock, condition = asyncio.Lock(), asyncio.Condition()
    named(waits_for_notice_within(lock, condition), "waits for notice")
    await asyncio.sleep(0)
    async with condition:
        named(wants(condition), "wants condition")
        named(wants(lock), "wants lock")
        await asyncio.sleep(LONG)


async def awaits_notice(lock, condition):
    async with lock:
        await named(condition.wait(), "awaited notice")


async def needs_no_notices():
    # One awaits the wait for a notice, two that for the lock afterwards, which others hold for a while.
    named(awaits_notice(*[asyncio.Condition()] * 2), "awaits notice")
    lock = asyncio.Lock()
    conditions = [asyncio.Condition(lock), asyncio.Condition(lock)]
    for condition in conditions:
        named(awaits_notice(lock, condition), "awaits lock")
        await asyncio.sleep(0.01)
    await lock.acquire()
    for condition in conditions:
        condition.notify()
    await asyncio.sleep(LONG)


async def waits_for_conditions():
    await asyncio.gather(*embrace("condition", lock=asyncio.Condition))


async def waits_within():
    async with asyncio.timeout(LONG):
        await embrace("within")[0]


async def waits_within_nothing():
    async with asyncio.timeout(None):
        await embrace("unlimited")[0]


async def waits_for_shielded_within():
    async with asyncio.timeout(LONG):
        await asyncio.shield(embrace("shielded within")[0])


async def leaves_group_within():
    async with asyncio.timeout(LONG):
        async with asyncio.TaskGroup() as group:
            embrace("group", group.create_task)


async def leaves_group_around():
    async with asyncio.TaskGroup() as group:
        async with asyncio.timeout(LONG):
            embrace("around", group.create_task)


async def holds_for_group_within():
    lock = asyncio.Lock()
    async with lock:
        async with asyncio.timeout(LONG):
            async with asyncio.TaskGroup() as group:
                named(group.create_task(wants(lock)), "ninth")


async def waits_too_long():
    # The time-out has ended one wait, and ends no other.
    lock = asyncio.Lock()
    async with lock:
        async with asyncio.timeout(0.01):
            try:
                await asyncio.sleep(LONG)
            finally:
                async with lock:
                    pass


async def awaits_other(both):
    while len(both) < 2:
        await asyncio.sleep(0)
    task = asyncio.current_task() if sys.version_info >= (3, 7) else asyncio.Task.current_task()
    await both[1 - both.index(task)]


async def main():
    both = []
    both.append(named(awaits_other(both), "hen"))
    both.append(named(awaits_other(both), "egg"))
    situations = [awaits_one, gathers_sleeper, waits_for_first, gathers_future, waits_for_a_while]
    situations += [waits_for_one, waits_for_one_endlessly, waits_for_all, waits_for_shielded, waits_for_wait]
    situations += [waits_for_completed, waits_for_lock, waits_too_long_for]
    situations += [needs_no_notice, needs_no_notices, waits_for_conditions]
    if sys.version_info >= (3, 11):
        situations += [sells_in_group, leaves_group, leaves_group_of_sleeper]
        situations += [waits_within, waits_within_nothing, waits_for_shielded_within, waits_too_long]
        situations += [leaves_group_within, leaves_group_around, holds_for_group_within]
    tasks = [named(f(), f.__name__) for f in situations]
    loop = asyncio.get_event_loop()
    tasks.append(named(lends(loop, None), "lends"))
    tasks.append(named(lends(loop, LONG), "lends for a while"))
    tasks.append(named(asks_for_embrace(loop, LONG), "asks for embrace"))
    for _ in range(10):
        await asyncio.sleep(0.01)
    print("ready", flush=True)
    await asyncio.gather(*(tasks + both))


def start(target, *args):
    threading.Thread(target=target, args=args, name=target.__name__, daemon=True).start()


for function in sells, sells_for_a_while, joins, joins_for_a_while, joins_other, joins_noticed, acquires_again:
    start(function)
one, two, meet = threading.Lock(), threading.Lock(), threading.Barrier(4)
start(acquires_for_a_while, one, two, meet)
start(acquires_for_a_while, two, one, meet)
one, two, both = threading.RLock(), threading.RLock(), threading.Barrier(2)
start(acquires, one, two, both)
start(acquires_bound, two, one, both)
one, two, both = threading.RLock(), threading.RLock(), threading.Barrier(2)
start(acquires_by_hand, one, two, both)
start(acquires_by_hand, two, one, both)
held = threading.Lock()
start(waits_for_a_moment, held, meet)
start(takes_after, held, meet)
conditions, both = [threading.Condition(), threading.Condition()], threading.Barrier(2)
start(embraces_by_conditions, *conditions, both)
start(embraces_by_conditions, *reversed(conditions), both)
lock, other, meet = threading.RLock(), threading.Lock(), threading.Barrier(3)
start(lets_go, lock, other, meet)
start(holds_without_block, lock, meet)
start(takes_within, lock, other, meet)
condition, within, noticed = threading.Condition(), threading.Lock(), threading.Event()
start(waits_for_notice, condition, within, noticed)
start(holds_for_a_while, condition, noticed)
noticed.wait()
start(takes, within)
if sys.version_info >= (3, 7):
    asyncio.run(main())
else:
    asyncio.get_event_loop().run_until_complete(main())
