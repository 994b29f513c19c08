"""A shop on aiohttp, and a client of it in the same loop that asks for an order that takes its time."""

import asyncio

from aiohttp import ClientSession, web


@web.middleware
async def audit(request, handler):
    return await handler(request)


async def price(item):
    print("ready", flush=True)
    await asyncio.sleep(3600)


async def order(request):
    await price(request.match_info["item"])


async def ask(port):
    async with ClientSession() as session:
        async with session.get("http://127.0.0.1:%d/order/7" % port) as response:
            await response.text()


async def main():
    app = web.Application(middlewares=[audit])
    app.router.add_get("/order/{item}", order)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await ask(runner.addresses[0][1])


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
loop.run_until_complete(main())
