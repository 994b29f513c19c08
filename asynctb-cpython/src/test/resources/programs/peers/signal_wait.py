"""Waits for a signal in the handler of another one."""
import contextlib
import os
import signal
import time

signal.alarm(900)  # an orphan ends by itself


def handle(number, frame):
    with contextlib.suppress(InterruptedError):
        print("ready", flush=True)
        signal.sigwait([signal.SIGUSR2])


signal.signal(signal.SIGUSR1, handle)


@contextlib.contextmanager
def signalled():
    os.kill(os.getpid(), signal.SIGUSR1)
    time.sleep(900)
    yield


with signalled():
    pass
