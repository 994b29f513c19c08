"""A little mail service that is stuck: the program that `asynctb demo` looks at."""

import os
import queue
import socket
import sys
import threading
import time

jobs = queue.Queue()
server, client = socket.socketpair()


def deliver(outbox):
    while True:
        message = outbox.get()
        print("sent", message)


def ask_for_greeting(connection, host):
    return connection.recv(512)


def count_folders(depth):
    if depth == 0:
        time.sleep(3600)
    return 1 + count_folders(depth - 1)


def poll_forever(started):
    started.set()
    checks = 0
    while True:
        checks += 1


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


def start(name, function, *arguments):
    threading.Thread(target=function, args=arguments, name=name, daemon=True).start()


def main():
    start("delivery", deliver, jobs)
    start("smtp", ask_for_greeting, client, "mail.example.org")
    start("folders", count_folders, 12)
    start("parent-watch", end_with_parent)
    time.sleep(0.1)
    started = threading.Event()
    start("poller", poll_forever, started)
    started.wait()
    lock = threading.Lock()
    lock.acquire()
    sys.stdout.write("ready %d\n" % os.getpid())
    sys.stdout.flush()
    with lock:
        print("never reached")


main()
