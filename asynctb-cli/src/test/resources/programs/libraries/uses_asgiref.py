"""A shop whose pages are asynchronous behind a middleware that is not, as Django has them, and call functions that are not."""
import asyncio
import time

from asgiref.sync import async_to_sync, sync_to_async


def query(goods):
    time.sleep(3600)


async def price(goods):
    await asyncio.sleep(3600)


async def order(goods):
    await price(goods)


async def stock(goods):
    await sync_to_async(query, thread_sensitive=True)(goods)


async def catalogue(goods):
    # The first is called in the thread of the middleware, while that waits for the page.
    await asyncio.gather(*[sync_to_async(query, thread_sensitive=own)(goods) for own in (True, False)])


def middleware(page, goods):
    return async_to_sync(page)(goods)


async def serve(page):
    await sync_to_async(middleware, thread_sensitive=False)(page, "apples")


async def main():
    for page in order, stock, catalogue:
        asyncio.ensure_future(serve(page))
        await asyncio.sleep(0.2)
    print("ready", flush=True)
    await asyncio.sleep(3600)


asyncio.new_event_loop().run_until_complete(main())
