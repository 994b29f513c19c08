"""A ticker on a loop of uvloop: it listens, computes in a thread, runs a program, and waits in the ways of asyncio."""
import asyncio
import time

import uvloop


async def serve(reader, writer):
    await reader.readline()


async def listen(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await reader.readline()


async def compute():
    await asyncio.get_event_loop().run_in_executor(None, crunch, 86400)


def crunch(seconds):
    time.sleep(seconds)


async def convert():
    process = await asyncio.create_subprocess_exec("sleep", "86400")
    try:
        await process.wait()
    finally:
        process.kill()


async def fetch(name):
    await asyncio.sleep(86400)


async def fetch_all(names):
    await asyncio.gather(*[fetch(name) for name in names])


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    parts = [listen(port), compute(), convert(), fetch_all(["gold", "silver"])]
    asyncio.get_event_loop().call_later(1, lambda: print("ready", flush=True))
    for part in parts[:-1]:
        asyncio.ensure_future(part)
        await asyncio.sleep(0)
    await asyncio.wait_for(parts[-1], 86400)


loop = uvloop.new_event_loop()
asyncio.set_event_loop(loop)
loop.run_until_complete(main())
