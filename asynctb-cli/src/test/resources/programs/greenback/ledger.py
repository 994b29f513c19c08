"""Synchronous code that awaits through greenback, on the back end that it is given."""

import sys

try:
    from contextlib import asynccontextmanager
except ImportError:  # 3.6
    from async_generator import asynccontextmanager

import greenback

if sys.argv[1] == "trio":
    import trio as library
else:
    import asyncio as library


@asynccontextmanager
async def transaction(name):
    await library.sleep(0)
    yield name


class Ledger:
    """It has an interface that nobody can make asynchronous any more."""

    def __getitem__(self, name):
        with greenback.async_context(transaction(name)) as account:
            return greenback.await_(self.read(account))

    async def read(self, account):
        await library.sleep(1800)


def total(ledger):
    return sum(ledger[name] for name in ("rent", "wages"))


async def report(ledger):
    await greenback.ensure_portal()
    return total(ledger)


async def audit(ledger):
    return await greenback.with_portal_run_sync(total, ledger)


async def idle():
    await greenback.ensure_portal()
    await library.sleep(3600)


async def ready():
    await library.sleep(0.3)
    print("ready", flush=True)
    await library.sleep(7200)


async def main():
    ledger = Ledger()
    works = report(ledger), audit(ledger), idle(), ready()
    if library.__name__ == "trio":
        async with library.open_nursery() as nursery:
            for work in works:
                nursery.start_soon(lambda work=work: work, name=work.__name__)
    else:
        await library.gather(*works)


if library.__name__ == "trio":
    library.run(main)
else:
    library.new_event_loop().run_until_complete(main())
