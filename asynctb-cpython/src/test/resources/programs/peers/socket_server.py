"""A threading server with clients that send half a line."""
import signal
import socket
import socketserver
import threading

signal.alarm(900)  # an orphan ends by itself


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        while True:
            self.answer(self.rfile.readline())

    def answer(self, line):
        self.wfile.write(line.upper())


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


def client(address):
    with socket.create_connection(address) as connection:
        connection.sendall(b"half a li")
        connection.recv(100)


with Server(("127.0.0.1", 0), Handler) as server:
    for _ in range(2):
        threading.Thread(target=client, args=(server.server_address,), daemon=True).start()
    print("ready", flush=True)
    server.serve_forever(poll_interval=None)
