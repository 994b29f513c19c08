"""A pool whose workers wait for each other."""
import concurrent.futures
import signal
import threading

signal.alarm(900)  # an orphan ends by itself

barrier = threading.Barrier(5)


class Job:
    def __init__(self, number):
        self.number = number

    def __call__(self):
        return self.wait_for_others()

    def wait_for_others(self):
        with threading.Lock():
            return barrier.wait()


with concurrent.futures.ThreadPoolExecutor(4, "worker") as pool:
    futures = [pool.submit(Job(number)) for number in range(4)]
    print("ready", flush=True)
    print([future.result() for future in concurrent.futures.as_completed(futures)])
