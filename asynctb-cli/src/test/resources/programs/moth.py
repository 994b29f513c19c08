"""A made-up library for asynchronous programs: its own awaitable, its own nest of tasks, its own worker threads."""
import threading
import time

all_tasks = []


class Signal:
    """Is never given: whoever waits for it waits for ever."""

    def __await__(self):
        while True:
            yield self


class Task:
    def __init__(self, name, coro, nest):
        self.name, self.coro, self.nest = name, coro, nest
        all_tasks.append(self)


class Nest:
    def __init__(self, owner):
        self.owner, self.tasks = owner, []

    def start(self, name, function, *args):
        self.tasks.append(Task(name, None, self))
        self.tasks[-1].coro = function(self.tasks[-1], *args)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exception):
        await Signal()


class Job:
    def __init__(self, function, args):
        self.function, self.args = function, args


def _work(job):
    job.function(*job.args)


async def in_thread(function, *args):
    job = Job(function, args)
    threading.Thread(target=_work, args=(job,), name="moth", daemon=True).start()
    await Signal()


class Loop:
    def run(self, function):
        Task("main", None, None)
        all_tasks[0].coro = function(all_tasks[0])
        while True:
            self.step()

    def step(self):
        for task in all_tasks[:]:
            try:
                task.coro.send(None)
            except StopIteration:
                all_tasks.remove(task)
        if all(task.coro.cr_await for task in all_tasks):
            print("ready", flush=True)
            time.sleep(1000)
