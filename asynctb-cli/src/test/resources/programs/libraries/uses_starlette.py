"""A shop on Starlette, served by uvicorn; a client asks for an order that takes its time."""

import asyncio
import socket
import threading
import time

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.routing import Mount, Route


class Timing:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        await self.app(scope, receive, send)


class Audit(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        return await call_next(request)


async def price(item):
    print("ready", flush=True)
    await asyncio.sleep(3600)


async def order(request):
    await price(request.path_params["item"])


def ask(port):
    while True:
        try:
            connection = socket.create_connection(("127.0.0.1", port))
            break
        except OSError:
            time.sleep(0.1)
    connection.sendall(b"GET /shop/order/7 HTTP/1.1\r\nHost: localhost\r\n\r\n")
    connection.recv(1)


with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
app = Starlette(
    routes=[Mount("/shop", routes=[Route("/order/{item}", order)])],
    middleware=[Middleware(Timing), Middleware(Audit)],
)
threading.Thread(target=ask, args=(port,), name="client", daemon=True).start()
uvicorn.run(app, host="127.0.0.1", port=port, log_level="error")
