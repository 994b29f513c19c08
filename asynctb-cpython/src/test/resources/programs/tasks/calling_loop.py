"""A loop stands still in a callback that is a function of C: its task is due, and nothing else tells why it does not go on."""
import asyncio
import threading


async def due():
    asyncio.get_event_loop().call_soon(lock.acquire)
    await asyncio.sleep(0)


lock = threading.Lock()
lock.acquire()
print("ready", flush=True)
loop = asyncio.new_event_loop()
loop.run_until_complete(due())
