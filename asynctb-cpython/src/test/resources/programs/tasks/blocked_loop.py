"""A task holds a lock of threads while it is suspended, and another one of the same loop asks for it: nothing goes on."""
import asyncio
import sys
import threading

lock = threading.Lock()


async def holder():
    with lock:
        # The loop would have to end this, and cannot.
        await asyncio.wait_for(asyncio.sleep(0.1), 1)


async def asker():
    await asyncio.sleep(0.01)
    print("ready", flush=True)
    with lock:
        pass


async def main():
    # It cannot end what makes it stand still either.
    await asyncio.gather(holder(), asyncio.wait_for(asker(), 1))


if sys.version_info >= (3, 7):
    asyncio.run(main())
else:
    asyncio.get_event_loop().run_until_complete(main())
