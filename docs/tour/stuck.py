"""Two threads that each want the lock which the other one holds, and a thread that waits for a server."""

import socket
import threading

orders = threading.RLock()
stock = threading.RLock()
together = threading.Barrier(2)


def sell():
    with orders:
        together.wait()
        with stock:
            print("sold")


def refill():
    with stock:
        together.wait()
        with orders:
            print("refilled")


def ask_supplier(connection):
    return connection.recv(512)


def main():
    here, there = socket.socketpair()
    workers = [
        threading.Thread(target=sell, name="sell", daemon=True),
        threading.Thread(target=refill, name="refill", daemon=True),
        threading.Thread(target=ask_supplier, args=(here,), name="supplier", daemon=True),
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


main()
