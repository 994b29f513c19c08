"""Asks asynctb.py about itself, and says "ok" where everything is as it should be."""

import asyncio
import os
import signal
import sys
import threading
import time

import asynctb


def names(stack):
    return [frame.funcname for frame in stack.frames if not frame.hide]


def raises(function, *arguments):
    try:
        function(*arguments)
    except asynctb.AsynctbError as error:
        return str(error)
    raise AssertionError("no error")


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *exception):
        pass

    async def wait(self, answer):
        with self as own:
            await answer
        del own


async def coroutine(answer):
    await Manager().wait(answer)


async def gathering(answer):
    await asyncio.gather(coroutine(answer), coroutine(answer))


async def tasks():
    answer = asyncio.get_event_loop().create_future()
    task = asyncio.ensure_future(gathering(answer))
    for _ in range(3):
        await asyncio.sleep(0)
    roots = asynctb.tree()
    assert sorted(names(root) for root in roots) == [["gathering"], ["tasks"]], roots
    root = min(roots, key=names)
    assert [names(child) for child in root.children] == [["coroutine", "wait"]] * 2, root.children
    assert root.state_text == "waiting in gather, 2 of 2 left", root.state_text
    assert root.children[0].awaited_by == [root.id]
    assert root.children[0].leaf.address == id(answer)
    one = asynctb.extract(task)
    assert one.root is task and names(one) == ["gathering"], one
    assert "wait_for" not in str(roots) and "task " in str(roots), str(roots)
    assert not roots.problems and not root.error, roots
    answer.set_result(None)
    await task


def suspended():
    class Once:
        def __await__(self):
            yield self

    awaited = Once()
    waiting = coroutine(awaited)
    waiting.send(None)
    stack = asynctb.extract(waiting)
    assert stack.root is waiting and len(stack) == 3, stack
    assert names(stack) == ["coroutine", "wait", "__await__"], stack
    frame = stack.frames[1]
    assert (frame.clsname, frame.modname, frame.filename) == ("Manager", "__main__", __file__), frame
    assert frame.linetext == "await answer" and frame.lineno == Manager.wait.__code__.co_firstlineno + 2, frame
    (context,) = frame.contexts
    assert context.obj.type == "__main__.Manager" and context.varname == "own" and not context.is_async, context
    assert stack.leaf is None and stack.error is None and stack.state == "suspended", stack
    assert asynctb.extract(waiting, with_contexts=False).frames[1].contexts == []
    assert "with self as own:  # own: Manager (line %d)" % (frame.lineno - 1) in str(stack), str(stack)
    assert "".join(stack.format(ascii_only=True)).encode("ascii")
    waiting.close()
    assert len(asynctb.extract(waiting)) == 0
    assert asynctb.extract(42).leaf == 42


def threads():
    def waits():
        lock.acquire()

    lock = threading.Lock()
    lock.acquire()
    thread = threading.Thread(target=waits, name="waiter", daemon=True)
    assert asynctb.extract(thread).state == "created"
    thread.start()
    for way in thread, "waiter", thread.ident:
        stack = asynctb.extract_thread(way)
        assert names(stack)[-1] == "waits" and stack.thread == thread.ident, stack
    lock.release()
    thread.join()
    assert asynctb.extract(thread).state == "finished"
    assert raises(asynctb.extract_thread, "waiter") == "No thread is called 'waiter'."
    assert "names nothing" in raises(asynctb.extract_thread, 1)


def running():
    def inner(frame):
        return (asynctb.extract_since(frame), asynctb.extract_since(None), asynctb.extract_until(frame),
                asynctb.extract_until(frame, 1), asynctb.extract_until(sys._getframe(), frame), asynctb.extract_thread(),
                asynctb.extract(threading.current_thread()))

    def outer():
        return [names(stack) for stack in inner(sys._getframe())]

    everything = ["<module>", "running", "outer", "inner"]
    assert outer() == [["outer", "inner"], everything, everything[:3], ["outer"], ["outer", "inner"], everything,
                       everything], outer()

    def generator():
        yield asynctb.extract(me)

    me = generator()
    assert names(next(me)) == ["generator"]


def at_once():
    """Several threads ask; each gets its answer."""
    def ask():
        answers.append(names(asynctb.extract_thread())[-1])

    answers = []
    several = [threading.Thread(target=ask) for _ in range(3)]
    for thread in several:
        thread.start()
    for thread in several:
        thread.join()
    assert answers == ["ask"] * 3, answers


def in_a_handler():
    """A signal that comes while one asks, and whose handler asks."""
    def handler(number, frame):
        inside.append(raises(asynctb.extract_thread))

    inside = []
    signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    outside = names(asynctb.extract_thread())
    assert outside == ["<module>", "in_a_handler"], outside
    assert "asking asynctb already" in inside[0], inside


def is_gone(pid):
    try:
        with open("/proc/%s/stat" % pid) as file:
            return ") Z " in file.read()
    except OSError:
        return True


def bad_commands(folder):
    def command(name, text):
        path = os.path.join(folder, name)
        with open(path, "w") as file:
            file.write("#!/bin/sh\n" + text + "\n")
        os.chmod(path, 0o755)
        os.environ["ASYNCTB"] = path
        return path

    path = command("fails", "echo building >&2; echo 'asynctb: There is no luck today.' >&2; exit 1")
    assert raises(asynctb.tree) == "There is no luck today."
    path = command("mumbles", "echo '{}'")
    assert raises(asynctb.tree) == path + " gave no answer (exit status 0)."
    path = command("is_new", "echo '{\"format\": 2}'")
    assert "does not know" in raises(asynctb.tree)
    path = command("nests", "head -c 500000 /dev/zero | tr '\\0' '['")
    assert "nested more deeply" in raises(asynctb.tree)
    path = command("hangs", "sleep 1000 & echo $! >%s/pid; wait" % folder)
    asynctb.TIMEOUT = 2
    assert raises(asynctb.tree) == path + " did not answer within 2 s (asynctb.TIMEOUT)."
    with open(folder + "/pid") as file:
        started = file.read().strip()
    # It was killed, but its pipes are closed a little before it has ended.
    for _ in range(600):
        if is_gone(started):
            break
        time.sleep(0.1)
    else:
        raise AssertionError("what the command had started goes on")
    os.environ["ASYNCTB"] = folder + "/none"
    assert "names " + folder + "/none, which" in raises(asynctb.tree)
    command("asynctb", "echo 'asynctb: Found on the path.' >&2; exit 1")
    del os.environ["ASYNCTB"]
    os.environ["PATH"] = folder + ":" + os.environ["PATH"]
    assert raises(asynctb.tree) == "Found on the path."


suspended()
asyncio.new_event_loop().run_until_complete(tasks())
threads()
running()
at_once()
in_a_handler()
bad_commands(sys.argv[1])
print("ok")
