"""Threads that wait in all the ways that the standard library has, and a pool that works for some of them."""
import concurrent.futures
import contextlib
try:
    import contextvars
except ImportError:
    contextvars = None
import functools
import queue
import threading


def start(function, *arguments):
    thread = threading.Thread(target=function, args=arguments, name=getattr(function, "__name__", "partial"), daemon=True)
    thread.start()
    return thread


jobs, full = queue.Queue(), queue.Queue(maxsize=1)
full.put("result")
stopped = threading.Event()
changed = threading.Condition()
lock, settings_lock = threading.Lock(), threading.RLock()
places = threading.Semaphore(0)
locked = threading.Event()


def takes_a_job():
    jobs.get()


def hands_over_a_result():
    full.put("another")


def waits_for_the_end():
    stopped.wait(86400)


def waits_for_a_change():
    with changed:
        changed.wait_for(lambda: False)


def holds_two_locks():
    with settings_lock, contextlib.ExitStack() as stack:
        stack.enter_context(lock)
        locked.set()
        stopped.wait()


def wants_the_settings():
    with settings_lock:
        pass


def wants_a_place():
    with places:
        pass


def waits_for_a_thread(thread):
    thread.join()


def works(what, seconds):
    with working_on(what):
        stopped.wait(seconds)


@contextlib.contextmanager
def working_on(what):
    try:
        yield
    finally:
        stopped.set()


holder = start(holds_two_locks)
locked.wait()
for function in (takes_a_job, hands_over_a_result, waits_for_the_end, waits_for_a_change, wants_the_settings, wants_a_place):
    start(function)
start(waits_for_a_thread, holder)
in_context = contextvars.copy_context().run if contextvars else lambda function, *arguments: function(*arguments)
start(functools.partial(in_context, works, "a context", 86400))

pool = concurrent.futures.ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker")
first = pool.submit(works, "the first", 86400)
second = pool.submit(works, "the second", 86400)


def waits_for_the_second():
    second.result()


def waits_for_all():
    for done in concurrent.futures.as_completed([first, second]):
        print(done)


start(waits_for_the_second)
start(waits_for_all)
print("ready", flush=True)
first.result()
