"""Processes that work for others: of a pool, of an executor, and one of its own. It says the number of one of them."""

import concurrent.futures
import multiprocessing
import os
import sys


def work(kind):
    if sys.argv[1] == kind:
        print("pid", os.getpid(), flush=True)
        print("ready", flush=True)
    os.read(end, 1)


def price(item, currency="EUR"):
    work("pool")


def count(shelf):
    work("map")


def check(order):
    work("executor")


def serve(port):
    work("process")


end = os.dup(0)
context = multiprocessing.get_context("fork")
context.Process(target=serve, args=(8080,), name="server", daemon=True).start()
pool = context.Pool(2)
pool.apply_async(price, (7,), {"currency": "USD"})
pool.map_async(count, ["a", "b", "c"], chunksize=3)
executor = concurrent.futures.ProcessPoolExecutor(1, **({} if sys.version_info < (3, 7) else {"mp_context": context}))
executor.submit(check, {"order": 7}).result()
