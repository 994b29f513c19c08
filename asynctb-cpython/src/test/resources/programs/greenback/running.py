"""A task that runs behind its portal, and one that waits behind it, on the back end that it is given."""

import sys
import threading

import greenback

if sys.argv[1] == "trio":
    import trio as library
else:
    import asyncio as library


async def waits():
    await greenback.ensure_portal()
    greenback.await_(library.sleep(2000))


async def runs():
    await greenback.ensure_portal()
    synchronous()


def synchronous():
    greenback.await_(library.sleep(0.2))
    greenback.await_(blocks())


async def blocks():
    print("ready", flush=True)
    threading.Event().wait()


async def main():
    if sys.argv[1] == "trio":
        async with library.open_nursery() as nursery:
            nursery.start_soon(waits)
            nursery.start_soon(runs)
    else:
        await library.gather(waits(), runs())


if sys.argv[1] == "trio":
    library.run(main)
else:
    library.new_event_loop().run_until_complete(main())
