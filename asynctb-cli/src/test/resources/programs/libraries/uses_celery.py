"""A worker of celery that works for a task."""

import time

from celery import Celery

shop = Celery("shop", broker="memory://", backend="cache+memory://")
shop.conf.worker_redirect_stdouts = False


def price(item):
    print("ready", flush=True)
    time.sleep(3600)


@shop.task
def order(item):
    price(item)


order.delay(7)
shop.Worker(pool="solo", concurrency=1, loglevel="CRITICAL", quiet=True).start()
