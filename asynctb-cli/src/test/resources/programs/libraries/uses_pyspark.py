"""uses_pyspark.py [JAVA_HOME]: a worker of Spark that works for a task: each asks a server for a price, which it does not get.

It says the number of one of them.
"""

import os
import socket
import sys
import threading

from pyspark import SparkConf, SparkContext, TaskContext


def price(item):
    with socket.create_connection(("127.0.0.1", port)) as server:
        server.sendall(b"%d %d" % (TaskContext.get().partitionId(), os.getpid()))
        server.recv(1)


def total():
    shop.parallelize(range(2), 2).map(price).sum()


desk = socket.socket()
desk.bind(("127.0.0.1", 0))
desk.listen()
port = desk.getsockname()[1]
os.environ["PYSPARK_PYTHON"] = sys.executable
if len(sys.argv) > 1:
    os.environ["JAVA_HOME"] = sys.argv[1]
shop = SparkContext("local[2]", "shop", conf=SparkConf().set("spark.ui.enabled", "false"))
threading.Thread(target=total, daemon=True).start()
clients = [desk.accept()[0] for _ in range(2)]
workers = dict(client.recv(100).split() for client in clients)
print("pid", workers[b"1"].decode())
print("ready", flush=True)
clients[0].recv(1)
