"""Rests where a task's coroutine has returned, and what it leaves behind is finalized."""
import asyncio


class Loud:
    def __del__(self):
        print("ready", flush=True)
        input()


async def work():
    loud = Loud()  # noqa: F841
    await asyncio.sleep(0)


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
loop.run_until_complete(work())
