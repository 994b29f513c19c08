"""tasks.py COUNT: so many tasks of asyncio, each five awaits deep, which the main task gathers."""

import asyncio
import sys

import inside
import target


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


def by_stackscope(tasks):
    import stackscope

    for task in tasks:
        yield str(stackscope.extract(task.get_coro()))


async def main():
    loop = asyncio.get_running_loop()
    tasks = [loop.create_task(first()) for _ in range(int(sys.argv[1]))]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    loop.add_reader(sys.stdin, inside.answer, lambda: by_stackscope(tasks), len(tasks))
    everything = asyncio.gather(*tasks)
    target.ready()
    await everything


asyncio.run(main())
