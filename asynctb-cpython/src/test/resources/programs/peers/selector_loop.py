"""A loop over a selector, with callbacks, one of which does not return."""
import selectors
import signal
import socket

signal.alarm(900)  # an orphan ends by itself


class Loop:
    def __init__(self):
        self.selector = selectors.DefaultSelector()

    def register(self, sock, callback):
        self.selector.register(sock, selectors.EVENT_READ, callback)

    def run(self):
        while True:
            for key, events in self.selector.select():
                key.data(key.fileobj)



def nested(sock):
    inner = Loop()
    inner.register(one, lambda sock: None)
    print("ready", flush=True)
    inner.run()


loop = Loop()
one, other = socket.socketpair()
loop.register(other, lambda sock: (sock.recv(1), loop.selector.unregister(sock), loop.register(sock, nested)))
one.sendall(b"12")
loop.run()
