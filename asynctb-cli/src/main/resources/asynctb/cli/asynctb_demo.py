"""A little shop that is stuck: the program that `asynctb demo` looks at."""

import asyncio
import contextlib
import os
import queue
import socket
import sys
import threading
import time

stock = threading.RLock()
outbox = queue.Queue()
server, client = socket.socketpair()


class Connection:
    def __init__(self, host):
        self.host = host

    async def __aenter__(self):
        return self

    async def __aexit__(self, *details):
        pass

    async def fetch(self, query):
        await asyncio.sleep(3600)


@contextlib.contextmanager
def transaction(connection):
    with open(os.devnull, "w") as journal:
        yield journal


async def price_of(goods, host):
    async with Connection(host) as connection:
        with transaction(connection) as journal:
            await connection.fetch("select price from goods")
            journal.write("done")


async def checkout(basket):
    await asyncio.gather(*[price_of(goods, "db.example.org") for goods in basket])


def count_shelves(shelves):
    if shelves == 0:
        time.sleep(3600)
    return 1 + count_shelves(shelves - 1)


def take_stock():
    with stock:
        count_shelves(12)


def reserve(goods):
    with stock:
        print("reserved", goods)


def send_mails():
    while True:
        message = outbox.get()
        print("sent", message)


def ask_for_greeting(connection):
    return connection.recv(512)


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


def start(name, function, *arguments):
    threading.Thread(target=function, args=arguments, name=name, daemon=True).start()
    time.sleep(0.05)


async def main():
    start("stock-taking", take_stock)
    start("reservation", reserve, "apples")
    start("mails", send_mails)
    start("mail-server", ask_for_greeting, client)
    start("parent-watch", end_with_parent)
    work = asyncio.ensure_future(checkout(["apples", "pears"]))
    await asyncio.sleep(0.05)
    sys.stdout.write("ready %d\n" % os.getpid())
    sys.stdout.flush()
    await work


asyncio.new_event_loop().run_until_complete(main())
