"""coroutines.py COUNT: so many suspended coroutines of three frames each, in the list `held`."""

import sys
import types

import target


@types.coroutine
def innermost():
    yield


leaf = innermost


async def middle():
    await leaf()


async def outer():
    await middle()


held = [outer() for _ in range(int(sys.argv[1]))]
for coroutine in held:
    coroutine.send(None)
target.ready()
target.rest()
