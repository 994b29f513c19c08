"""contexts.py COUNT: so many suspended coroutines, each in three `with` blocks, in the list `held`."""

import sys
import types

import target


class Block:
    def __enter__(self):
        return self

    def __exit__(self, *exception):
        pass

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exception):
        pass


@types.coroutine
def innermost():
    yield


leaf = innermost


async def work():
    async with Block() as one:
        with Block() as two:
            with Block():
                await leaf()


held = [work() for _ in range(int(sys.argv[1]))]
for coroutine in held:
    coroutine.send(None)
target.ready()
target.rest()
