"""Waits in a function that SQLite calls, and in the handshake of TLS."""
import signal
import socket
import sqlite3
import ssl
import threading

signal.alarm(900)  # an orphan ends by itself

done = threading.Event()
sockets = socket.socketpair()


def blocks(value):
    done.wait()
    return value


def database():
    connection = sqlite3.connect(":memory:")
    connection.create_function("blocks", 1, blocks)
    connection.execute("create table t (a)")
    connection.execute("insert into t values (1)")
    for row in connection.execute("select blocks(a) from t"):
        print(row)


def handshake():
    context = ssl.create_default_context()
    context.wrap_socket(sockets[0], server_hostname="localhost")


threads = [threading.Thread(target=target) for target in (database, handshake)]
for thread in threads:
    thread.start()
print("ready", flush=True)
for thread in threads:
    thread.join()
