"""triotasks.py COUNT: so many tasks of Trio, nine tenths of them five awaits deep in nurseries within nurseries."""

import sys

import trio

import inside
import target

HUNDREDS = int(sys.argv[1]) // 100


async def innermost():
    await trio.sleep_forever()


leaf = innermost


async def fourth():
    await leaf()


async def third():
    await fourth()


async def second():
    await third()


async def first():
    await second()


async def ten():
    async with trio.open_nursery() as nursery:
        for _ in range(10):
            nursery.start_soon(first)


async def hundred():
    async with trio.open_nursery() as nursery:
        for _ in range(9):
            nursery.start_soon(ten)


def by_stackscope():
    import stackscope

    yield str(stackscope.extract(trio.lowlevel.current_root_task(), recurse_child_tasks=True))


async def main():
    async with trio.open_nursery() as nursery:
        for _ in range(HUNDREDS):
            nursery.start_soon(hundred)
        for _ in range(10):
            await trio.lowlevel.checkpoint()
        target.ready()
        while True:
            await trio.lowlevel.wait_readable(sys.stdin)
            inside.answer(by_stackscope, HUNDREDS * 90)


trio.run(main)
