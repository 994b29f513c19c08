"""A task joins a thread that waits for another task of the same loop: for ever, or for as many seconds as is said."""
import asyncio
import sys
import threading

limit = float(sys.argv[1]) if len(sys.argv) > 1 else None


def asks(loop):
    asyncio.run_coroutine_threadsafe(asyncio.sleep(0.2), loop).result(limit)


async def main():
    thread = threading.Thread(target=asks, args=(asyncio.get_event_loop(),), name="joined", daemon=True)
    thread.start()
    await asyncio.sleep(0.1)
    print("ready", flush=True)
    thread.join()


asyncio.new_event_loop().run_until_complete(main())
