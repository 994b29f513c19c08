"""A process that waits for its worker process."""
import multiprocessing
import signal

signal.alarm(900)  # an orphan ends by itself


def work(connection):
    signal.alarm(900)
    connection.recv()


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    worker = context.Process(target=work, args=(theirs,))
    worker.start()
    print("ready", flush=True)
    ours.recv()
