import threading

import moth

dark = threading.Event()


def look_for_light(where):
    dark.wait()


async def fly(task, where):
    await moth.in_thread(look_for_light, where)


async def rest(task):
    await moth.Signal()


async def evening(task):
    async with moth.Nest(task) as nest:
        nest.start("luna", fly, "garden")
        nest.start("atlas", rest)
        await moth.Signal()


moth.Loop().run(evening)
