"""A shop on gunicorn; a client in a process of its own asks for an order that takes its time."""

import os
import socket
import time

from gunicorn.app.base import BaseApplication


def price(item):
    print("pid", os.getpid(), flush=True)
    print("ready", flush=True)
    os.read(0, 1)


def shop(environ, start_response):
    price(environ["PATH_INFO"])


class Server(BaseApplication):
    def load_config(self):
        self.cfg.set("bind", "127.0.0.1:%d" % port)
        self.cfg.set("loglevel", "critical")
        if "control_socket_disable" in self.cfg.settings:
            self.cfg.set("control_socket_disable", True)

    def load(self):
        return shop


def ask():
    while True:
        try:
            connection = socket.create_connection(("127.0.0.1", port))
            break
        except OSError:
            time.sleep(0.1)
    connection.sendall(b"GET /order/7 HTTP/1.1\r\nHost: localhost\r\n\r\n")
    os.read(0, 1)


with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
if os.fork() == 0:
    ask()
    os._exit(0)
Server().run()
