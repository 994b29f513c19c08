"""A shop on FastAPI, served by uvicorn, and customers: for one the shop asks another server, for the other a thread works."""

import asyncio
import concurrent.futures
import contextlib
import inspect
import socket
import threading
import time

import httpx
import uvicorn
from fastapi import Depends, FastAPI

asked = threading.Event()


class Connection:
    def __init__(self, host):
        self.host = host

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


async def opened(app):
    # So it is known which thread works, where those of the loop do.
    asyncio.get_event_loop().set_default_executor(concurrent.futures.ThreadPoolExecutor(1))
    with Connection("mail.example.org"):
        yield


async def database():
    with Connection("db.example.org") as connection:
        yield connection


def transaction(connection=Depends(database)):
    with connection as begun:
        yield begun


async def price(item: int, begun=Depends(transaction)):
    async with httpx.AsyncClient(timeout=3600) as client:
        return (await client.get("http://127.0.0.1:%d/" % desk.getsockname()[1])).text


def stock(item: int, begun=Depends(transaction)):
    print("ready", flush=True)
    time.sleep(3600)


def ask(path):
    httpx.get("http://127.0.0.1:%d/%s/7" % (port, path), timeout=None)


def ask_both():
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            time.sleep(0.1)
    threading.Thread(target=ask, args=("price",), name="customer", daemon=True).start()
    asked.wait()
    ask("stock")


def keep_waiting():
    shop = desk.accept()[0]
    shop.recv(1000)
    asked.set()
    shop.recv(1)


with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
desk = socket.socket()
desk.bind(("127.0.0.1", 0))
desk.listen(1)
if "lifespan" in inspect.signature(FastAPI).parameters:
    app = FastAPI(lifespan=contextlib.asynccontextmanager(opened))
else:
    app = FastAPI()
    app.router.lifespan_context = opened
app.get("/price/{item}")(price)
app.get("/stock/{item}")(stock)
threading.Thread(target=keep_waiting, name="wholesaler", daemon=True).start()
threading.Thread(target=ask_both, name="other customer", daemon=True).start()
uvicorn.run(app, host="127.0.0.1", port=port, log_level="error")
