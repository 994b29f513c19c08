"""tasks.py COUNT: so many tasks of asyncio, each five awaits deep, which the main task gathers."""

import asyncio
import sys
import time

import target

GIVE_UP = 60


async def innermost():
    await asyncio.get_running_loop().create_future()


leaf = innermost


async def fourth():
    await leaf()


async def third():
    await fourth()


async def second():
    await third()


async def first():
    await second()


def with_stackscope(folder, tasks):
    """Answers "wall SECONDS cpu SECONDS" of a traceback of every task, made in here, or "failed WHY"."""
    sys.path.append(folder)
    import stackscope

    begin, begin_cpu = time.perf_counter(), time.process_time()
    shown = 0
    for task in tasks:
        shown += "innermost" in str(stackscope.extract(task.get_coro()))
        if time.perf_counter() - begin > GIVE_UP:
            return "failed it was at task %d of %d after %d s" % (shown, len(tasks), GIVE_UP)
    if shown < len(tasks):
        return "failed it shows %d of %d" % (shown, len(tasks))
    return "wall %.6f cpu %.6f" % (time.perf_counter() - begin, time.process_time() - begin_cpu)


def answer(tasks):
    question = sys.stdin.readline().split(None, 1)
    if not question:
        sys.exit()
    try:
        print(with_stackscope(question[1].strip(), tasks), flush=True)
    except Exception as e:
        print("failed %s: %s" % (type(e).__name__, e), flush=True)


async def main():
    loop = asyncio.get_running_loop()
    tasks = [loop.create_task(first()) for _ in range(int(sys.argv[1]))]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    loop.add_reader(sys.stdin, answer, tasks)
    target.ready()
    await asyncio.gather(*tasks)


asyncio.run(main())
