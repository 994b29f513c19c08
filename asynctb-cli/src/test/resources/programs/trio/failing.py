"""A delivery of which one part has failed already: the nursery has its error, and the others are still clearing up."""
import contextlib

import outcome
import trio
import trio.testing

try:
    from exceptiongroup import catch
except ImportError:
    catch = None


def regret(errors):
    print(errors)


def expecting():
    """What deals with groups of errors before Python can."""
    return catch({OSError: regret}) if catch else contextlib.suppress(OSError)


async def load(van):
    await van.wait()
    raise OSError("the van has broken down")


async def pack(parcel, van):
    try:
        await trio.sleep(3600)
    finally:
        with trio.CancelScope(shield=True):
            await trio.sleep(3600)


async def address(parcel):
    return await outcome.acapture(look_up, parcel)


async def look_up(parcel):
    with trio.CancelScope(shield=True):
        await trio.sleep(3600)


async def deliver():
    van = trio.Event()
    with expecting():
        async with trio.open_nursery() as parts:
            parts.start_soon(load, van)
            parts.start_soon(address, "books")
            parts.start_soon(pack, "books", van)
            await trio.testing.wait_all_tasks_blocked()
            van.set()


async def main():
    async with trio.open_nursery() as nursery:
        nursery.start_soon(deliver)
        await trio.testing.wait_all_tasks_blocked(0.5)
        print("ready", flush=True)


trio.run(main)
