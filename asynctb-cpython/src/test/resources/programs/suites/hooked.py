"""Runs some modules of a library's test suite, and stands still at random moments, rarely where no task is live.

    hooked.py LIBRARY SEED MEAN COUNT

Says which modules it has chosen, at most COUNT of them. After "ready" each line that comes in lets the suite go on for about
MEAN calls; then a line says, as JSON, where it stands: the tasks of the library that are live with their coroutines' frames,
and the frames of the thread that stands still. To the next line it answers whether it is all the "same" still or has
"changed". At the end of the suite it says "end".
"""
import gc
import importlib
import itertools
import json
import os
import pkgutil
import random
import sys
import tempfile
import threading

library = sys.argv[1]
seed, mean, count = map(int, sys.argv[2:])
rng = random.Random(seed)
pid = os.getpid()
questions = os.fdopen(os.dup(0))
answers = os.fdopen(os.dup(1), "w")
# Some tests leave files where they run.
os.chdir(tempfile.gettempdir())
nothing = os.open(os.devnull, os.O_RDWR)
for fd in (0, 1):
    os.dup2(nothing, fd)
# Held while one thread stands still; the others wait for it when they next call something.
standing = threading.Lock()
left = 0


def hook(frame, event, argument):
    global left
    if standing.locked() and os.getpid() == pid:
        with standing:
            pass
    left -= 1
    if left < 0 and os.getpid() == pid and standing.acquire(False):
        try:
            left = int(rng.expovariate(1 / mean))
            tasks = live()
            if tasks or rng.random() < 0.02:
                here = stand(frame, tasks)
                say(here)
                # What another thread was about to do it may have done.
                say("same" if stand(frame, live()) == here else "changed")
        finally:
            standing.release()


def say(answer):
    answers.write(answer + "\n")
    answers.flush()
    if not questions.readline():
        os._exit(1)


def stand(frame, tasks):
    return json.dumps({
        "library": library,
        "thread": threading.get_ident(),
        "frames": lines(frame),
        "tasks": {str(id(task)): body for task, body in tasks.items()},
        "like": like_tasks(),
    })


def lines(frame):
    """What stands in the thread, outermost first."""
    found = []
    while frame is not None:
        found.append([frame.f_code.co_name, frame.f_lineno])
        frame = frame.f_back
    return found[::-1]


def body(coroutine):
    """The frames of a suspended coroutine and of the coroutines and generators that it awaits; None if they cannot be told."""
    found = []
    while coroutine is not None:
        for prefix in ("cr", "gi"):
            frame = getattr(coroutine, prefix + "_frame", None)
            if frame is not None:
                break
        else:
            is_known = any(hasattr(coroutine, name) for name in ("cr_frame", "gi_frame")) or is_leaf(coroutine)
            return found if is_known else None
        if getattr(coroutine, prefix + "_running"):
            return None
        found.append([frame.f_code.co_name, frame.f_lineno])
        coroutine = getattr(coroutine, "cr_await" if prefix == "cr" else "gi_yieldfrom")
    return found


def is_leaf(awaited):
    return type(awaited).__name__ in ("FutureIter", "Future", "Task", "list_iterator", "tuple_iterator")


def live_of_asyncio():
    import asyncio
    known = set()
    for name in ("_all_tasks", "_scheduled_tasks", "_eager_tasks"):
        known.update(getattr(asyncio.tasks, name, ()))
    if sys.version_info < (3, 7):
        kinds = (asyncio.Task, asyncio.tasks._PyTask)
        known = {thing for thing in gc.get_objects() if isinstance(thing, kinds) and is_registered(thing)}
    return {task: body(getattr(task, "_coro", None)) for task in known if not is_like_task(task) and not task.done()}


def is_like_task(thing):
    """Whether it is something of a test's own that says that it is a task; only by calling it one learns whether it is done."""
    import asyncio
    return library == "asyncio" and not isinstance(thing, (asyncio.Task, asyncio.tasks._PyTask))


def like_tasks():
    if library == "trio":
        return sorted(id(task) for runner in runners() if is_closed(runner) for task in runner.tasks)
    import asyncio
    names = ("_all_tasks", "_scheduled_tasks", "_eager_tasks")
    return sorted({id(thing) for name in names for thing in getattr(asyncio.tasks, name, ()) if is_like_task(thing)})


def is_registered(task):
    """Whether it got as far as that yet; up to 3.6 the register can be seen for one loop at a time only."""
    return task._loop is not None and task in task.all_tasks(task._loop)


def live_of_trio():
    return {
        task: left_by_rules(body(task.coro)) for runner in runners() if not is_closed(runner) for task in runner.tasks}


def runners():
    from trio._core import _run
    return [thing for thing in gc.get_objects() if type(thing) is _run.Runner]


def is_closed(runner):
    """Whether it has failed or ended; its tasks, if any, never go on."""
    return runner.io_manager._epoll.closed


# The traps, and where a thread's frames follow.
LAST = (
    "cancel_shielded_checkpoint", "permanently_detach_coroutine_object", "temporarily_detach_coroutine_object",
    "to_thread_run_sync", "wait_task_rescheduled")


def left_by_rules(frames):
    """They take traps away, and what a task does that waits for a thread: there follows what that does."""
    names = [name for name, line in frames or ()]
    ends = [i + 1 for i, name in enumerate(names) if name in LAST]
    return frames[:ends[0]] if ends else frames


def suite(richest, *packages):
    """Some modules with tests that can run here, the richest always with them."""
    found = []
    for package in packages:
        for module in pkgutil.iter_modules(importlib.import_module(package).__path__, package + "."):
            name = module.name.rpartition(".")[2]
            if name.startswith("test_") and "windows" not in name and "proactor" not in name:
                found.append(module.name)
    chosen = list(itertools.islice(filter(can_import, rng.sample(sorted(found), len(found))), count))
    return chosen if richest in chosen else chosen[1:] + [richest]


def can_import(module):
    try:
        importlib.import_module(module)
    except ImportError:
        # It wants a library that is not here.
        return False
    return True


def suite_of_trio():
    try:
        return suite("trio._core._tests.test_run", "trio._tests", "trio._core._tests")
    except ImportError:
        return suite("trio._core.tests.test_run", "trio.tests", "trio._core.tests")


def run_asyncio(modules):
    import unittest
    unittest.main(None, argv=["suite"] + modules, exit=False, verbosity=0)


def run_trio(modules):
    import pytest
    # Plugins for other tests would run these in ways of their own.
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    own = ["-p", "trio._tests.pytest_plugin"] if "trio._tests" in sys.modules else []
    pytest.main(["-q", "--tb=no", "-p", "no:cacheprovider"] + own + ["--pyargs"] + modules)


if library == "asyncio":
    live, run, modules = live_of_asyncio, run_asyncio, suite("test.test_asyncio.test_tasks", "test.test_asyncio")
else:
    live, run, modules = live_of_trio, run_trio, suite_of_trio()
answers.write(" ".join(modules) + "\n")
answers.write("ready\n")
answers.flush()
if questions.readline():
    threading.setprofile(hook)
    sys.setprofile(hook)
    try:
        run(modules)
    finally:
        sys.setprofile(None)
        standing.acquire()
        say("end")
    os._exit(0)
