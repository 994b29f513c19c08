"""A shop on tornado: a handler, and coroutines of the old kind that wait for one another."""

import asyncio
import gc
import socket
import threading
import time

from tornado import gen, httpserver, ioloop, locks, queues, web

# The order of coroutines is that of the collector's lists.
gc.disable()
pages = queues.Queue()
stock = locks.Lock()


@gen.coroutine
def connect(host):
    yield gen.sleep(3600)


@gen.coroutine
def fetch(host):
    yield connect(host)


@gen.coroutine
def crawl(hosts):
    yield [fetch(host) for host in hosts]


async def price(item):
    async with stock:
        await crawl(["a.example", "b.example"])


class Order(web.RequestHandler):
    async def get(self, item):
        ioloop.IOLoop.current().call_later(0.3, print, "ready", flush=True)
        await price(item)


async def take():
    await pages.get()


class Basket(web.RequestHandler):
    @gen.coroutine
    def get(self):
        yield take()


def ask(port):
    connections = []
    for page in ("/basket", "/order/7"):
        connections.append(socket.create_connection(("127.0.0.1", port)))
        connections[-1].sendall(b"GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n" % page.encode())
        time.sleep(0.2)
    connections[0].recv(1)


async def main():
    server = httpserver.HTTPServer(web.Application([("/order/(.*)", Order), ("/basket", Basket)]))
    server.listen(0, "127.0.0.1")
    (listening,) = server._sockets.values()
    threading.Thread(target=ask, args=listening.getsockname()[1:], name="client", daemon=True).start()
    await asyncio.Event().wait()


ioloop.IOLoop.current().run_sync(main)
