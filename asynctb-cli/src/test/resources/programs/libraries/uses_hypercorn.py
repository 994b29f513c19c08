"""An application on hypercorn; a client asks for an order that takes its time."""

import asyncio
import functools
import socket
import sys
import threading
import time

from hypercorn.asyncio import serve
from hypercorn.config import Config


async def price(item):
    print("ready", flush=True)
    await asyncio.sleep(3600)


async def shop(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
    else:
        await price(scope["path"])


def ask(port):
    while True:
        try:
            connection = socket.create_connection(("127.0.0.1", port))
            break
        except OSError:
            time.sleep(0.1)
    connection.sendall(b"GET /order/7 HTTP/1.1\r\nHost: localhost\r\n\r\n")
    connection.recv(1)


with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
config = Config()
config.bind = ["127.0.0.1:%d" % port]
config.errorlog = config.accesslog = None
threading.Thread(target=ask, args=(port,), name="client", daemon=True).start()
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
# Versions of hypercorn for Python 3.6 ask for an application for each request.
application = shop if sys.version_info >= (3, 7) else lambda scope: functools.partial(shop, scope)
loop.run_until_complete(serve(application, config))
