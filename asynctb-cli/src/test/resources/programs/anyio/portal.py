"""A program that is not asynchronous, with a portal into one that is."""

import sys
import threading
import time

import anyio
import anyio.from_thread


async def fetch(host):
    await anyio.sleep(1800)


def ask(portal):
    portal.call(fetch, "db.example.org")


async def shout():
    print("ready", flush=True)
    await anyio.sleep_forever()


with anyio.from_thread.start_blocking_portal(sys.argv[1]) as portal:
    threading.Thread(target=ask, args=(portal,), name="asker", daemon=True).start()
    time.sleep(0.2)
    later = portal.start_task_soon(fetch, "cache.example.org", name="later")
    portal.start_task_soon(shout)
    later.result()
