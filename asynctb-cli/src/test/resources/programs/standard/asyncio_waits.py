"""Tasks that wait in all the ways that asyncio has had since 3.6."""
import asyncio
import sys
import threading
import time


class Ticket:
    def __init__(self, future):
        self.future = future

    def __await__(self):
        yield from self.future


async def ticks():
    while True:
        await asyncio.sleep(86400)
        yield "tick"


async def sleeps():
    await asyncio.sleep(86400)


async def listens_to_ticks():
    async for tick in ticks():
        print(tick)


async def asks_for_a_tick():
    return await ticks().asend(None)


async def awaits_a_ticket(future):
    await Ticket(future)


async def takes_a_job(jobs):
    return await jobs.get()


async def holds_the_lock(lock):
    async with lock:
        await sleeps()


async def wants_the_lock(lock):
    async with lock:
        pass


async def waits_for_an_event(event):
    await event.wait()


async def gathers():
    await asyncio.gather(sleeps(), sleeps(), sleeps())


async def waits_for_two():
    await asyncio.wait([asyncio.ensure_future(sleeps()), asyncio.ensure_future(sleeps())])


async def has_a_deadline():
    await asyncio.wait_for(sleeps(), 86400)


async def shields(task):
    await asyncio.shield(task)


async def blocks(seconds):
    await asyncio.get_event_loop().run_in_executor(None, time.sleep, seconds)


async def reads_a_socket(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await reader.readline()


async def runs_a_program():
    process = await asyncio.create_subprocess_exec("sleep", "86400")
    try:
        await process.wait()
    finally:
        process.kill()


def calls_from_a_thread(loop):
    asyncio.run_coroutine_threadsafe(sleeps(), loop).result()


async def serves(reader, writer):
    await reader.read()


async def main():
    loop = asyncio.get_event_loop()
    if sys.version_info < (3, 8):
        asyncio.get_child_watcher().attach_loop(loop)
    lock, event, jobs = asyncio.Lock(), asyncio.Event(), asyncio.Queue()
    shielded = loop.create_task(sleeps())
    server = await asyncio.start_server(serves, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    kept = [loop.create_task(coroutine) for coroutine in (
        listens_to_ticks(), asks_for_a_tick(), awaits_a_ticket(loop.create_future()), takes_a_job(jobs), holds_the_lock(lock),
        wants_the_lock(lock), waits_for_an_event(event), gathers(), waits_for_two(), has_a_deadline(), shields(shielded),
        blocks(86400), reads_a_socket(port), runs_a_program())]
    threading.Thread(target=calls_from_a_thread, args=(loop,), name="caller", daemon=True).start()
    await asyncio.sleep(1)
    print("ready", flush=True)
    await asyncio.wait(kept)


asyncio.new_event_loop().run_until_complete(main())
