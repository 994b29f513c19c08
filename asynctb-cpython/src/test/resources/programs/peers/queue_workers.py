"""Workers that wait for work, and a main thread that waits for them."""
import queue
import signal
import threading

signal.alarm(900)  # an orphan ends by itself

jobs = queue.Queue()
results = queue.Queue(maxsize=1)


def consume():
    for job in iter(jobs.get, None):
        results.put(transform(job))
        jobs.task_done()


def transform(job):
    return [item * 2 for item in job]


threads = [threading.Thread(target=consume, name="consumer-%d" % n, daemon=True) for n in range(3)]
for thread in threads:
    thread.start()
for n in range(3):
    jobs.put([n, n])
print("ready", flush=True)
jobs.join()
