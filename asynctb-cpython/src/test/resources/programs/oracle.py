"""What this Python itself says of its stacks: the other side of every comparison.

A program calls serve() once everything is set up, and then comes to rest wherever it likes. A thread of its own
(REPORTER) waits until no other thread is scheduled any more and writes the line "ready"; from then on it answers lines of
standard input: "names" with the names of the objects, "report" with what is said of them and of all threads, each one
line of JSON; the end of input with the end of the process. No frame is looked at before the first "report", so that a
reader can look at a program which nobody has looked into before.

Frames stand outermost first. Everything here runs on CPython 3.6 and later.
"""
import dis
import gc
import inspect
import json
import linecache
import os
import sys
import threading
import time
import types

REPORTER = "asynctb-oracle"

# Native thread numbers by ident; filled by threads that call note_thread(), as threading keeps them from 3.8 only.
NATIVE_IDS = {}

_RETURN_GENERATOR = dis.opmap.get("RETURN_GENERATOR")


def note_thread():
    """Called by a thread at its start."""
    NATIVE_IDS[threading.get_ident()] = int(os.readlink("/proc/thread-self").rpartition("/")[2])


def serve(objects, source=0, target=1):
    """Starts the reporter.

    objects: what is to be reported beside the threads, by name. source, target: descriptors to listen at and to speak to.
    """
    note_thread()
    streams = open(source, closefd=False), open(target, "w", closefd=False)
    reporter = threading.Thread(target=_serve, args=(objects,) + streams, name=REPORTER, daemon=True)
    reporter.start()


def _serve(objects, source, target):
    def say(line):
        target.write(line + "\n")
        target.flush()

    try:
        _await_rest()
        say("ready")
        for line in iter(source.readline, ""):
            if line.strip() == "names":
                say(json.dumps(list(objects)))
            elif line.strip() == "report":
                _await_rest()
                say(json.dumps(report(objects)))
    except BaseException:
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def _await_rest():
    """Returns when all other threads sleep and none was scheduled between several looks.

    A thread that waits for the interpreter's lock wakes up every few milliseconds, and gets it while this one sleeps; so
    what is not scheduled any more has arrived where it stays.
    """
    own = os.readlink("/proc/thread-self").rpartition("/")[2]
    equal = 0
    previous = None
    while equal < 5:
        time.sleep(0.03)
        current = [_schedule(task) for task in sorted(os.listdir("/proc/self/task")) if task != own]
        asleep = all(look is not None and "State:\tS" in look[1] for look in current)
        equal = equal + 1 if asleep and current == previous else 0
        previous = current


def _schedule(task):
    try:
        with open("/proc/self/task/%s/status" % task, errors="replace") as status:
            lines = [line for line in status if line.startswith("State:") or "ctxt_switches:" in line]
        return task, "".join(lines)
    except OSError:
        return None


def report(objects):
    return {
        "version": ".".join(map(str, sys.version_info[:3])),
        "pid": os.getpid(),
        "threads": [_thread(ident, frame) for ident, frame in sorted(sys._current_frames().items())],
        "objects": {name: describe(thing) for name, thing in objects.items()},
    }


def _thread(ident, frame):
    thread = threading._active.get(ident)
    native = getattr(thread, "native_id", None) or NATIVE_IDS.get(ident)
    return {
        "ident": ident,
        "name": None if thread is None else thread.name,
        "daemon": None if thread is None else thread.daemon,
        "native_id": native,
        "frames": _callers(frame),
    }


def _callers(frame, outer=None):
    frames = []
    while frame is not None:
        frames.append(describe_frame(frame))
        if frame is outer:
            break
        frame = frame.f_back
    frames.reverse()
    return frames


# --- generators and what is like them


def describe(thing):
    """The stack of a generator-like object: each frame of what it waits for, and what is waited for in the end."""
    described = {"type": type_name(type(thing)), "address": id(thing), "state": None, "frames": [], "leaf": None}
    first = True
    while thing is not None:
        inner = unwrap(thing)
        if inner is not thing:
            thing = inner
            continue
        kind = genlike(thing)
        if kind is None:
            described["leaf"] = type_name(type(thing))
            break
        prefix = kind[1]
        state = state_of(thing, prefix)
        if first:
            described["kind"] = kind[0]
            described["state"] = state
            first = False
        frame = getattr(thing, prefix + "_frame")
        if state == "running":
            described["frames"] += _running(frame)
            break
        if frame is None:
            break
        described["frames"].append(describe_frame(frame))
        thing = getattr(thing, "gi_yieldfrom" if prefix == "gi" else prefix + "_await")
    return described


def unwrap(thing):
    """What an awaitable made by the interpreter stands for; the thing itself if it is no such awaitable."""
    name = type(thing).__name__
    if type(thing).__module__ != "builtins":
        return thing
    if name in ("async_generator_asend", "async_generator_athrow"):
        return _referent(thing, lambda other: hasattr(other, "ag_frame"))
    if name == "coroutine_wrapper":
        return _referent(thing, lambda other: hasattr(other, "cr_frame"))
    if name == "anext_awaitable":
        return gc.get_referents(thing)[0]
    return thing


def _referent(thing, accept):
    for other in gc.get_referents(thing):
        if accept(other):
            return other
    raise LookupError("%r refers to nothing that fits" % (thing,))


def genlike(thing):
    if isinstance(thing, types.CoroutineType):
        return "coroutine", "cr"
    if isinstance(thing, types.GeneratorType):
        return "generator", "gi"
    if isinstance(thing, types.AsyncGeneratorType):
        return "async_generator", "ag"
    return None


def state_of(thing, prefix):
    """The state by CPython's own word.

    An async generator counts as running only when a thread is in it: CPython's ag_running is also true while one waits
    inside of an asend().
    """
    frame = getattr(thing, prefix + "_frame")
    if prefix == "gi":
        state = inspect.getgeneratorstate(thing)
    elif prefix == "cr":
        state = inspect.getcoroutinestate(thing)
    elif frame is None:
        return "finished"
    elif thing.ag_running and thing.ag_await is None:
        return "running"
    else:
        state = "_CREATED" if _is_fresh(thing, frame) else "_SUSPENDED"
    state = state.rpartition("_")[2].lower()
    return "finished" if state == "closed" else state


def _is_fresh(agen, frame):
    if hasattr(agen, "ag_suspended"):  # from 3.12 on
        return not agen.ag_running and not agen.ag_suspended
    if frame.f_lasti < 0:
        return True
    return _RETURN_GENERATOR is not None and frame.f_code.co_code[frame.f_lasti] == _RETURN_GENERATOR


def _running(outer):
    for frame in sys._current_frames().values():
        inner = frame
        while frame is not None:
            if frame is outer:
                return _callers(inner, outer)
            frame = frame.f_back
    raise LookupError("no thread runs %r" % (outer,))


# --- frames


def describe_frame(frame):
    code = frame.f_code
    try:
        module = frame.f_globals["__name__"]
    except Exception:
        module = None
    end_line, column, end_column = _columns(frame)
    return {
        "file": code.co_filename,
        "line": frame.f_lineno,
        "function": code.co_name,
        "qualname": getattr(code, "co_qualname", None),
        "module": module if isinstance(module, str) else None,
        "class": class_of(frame),
        "end_line": end_line,
        "column": column,
        "end_column": end_column,
        "text": _text(frame),
    }


def _text(frame):
    """The source line where it comes from a plain file; None for everything else."""
    if frame.f_lineno is None or not os.path.isfile(frame.f_code.co_filename):
        return None
    return linecache.getline(frame.f_code.co_filename, frame.f_lineno, frame.f_globals).strip() or None


def _columns(frame):
    code = frame.f_code
    if not hasattr(code, "co_positions") or frame.f_lasti < 0:
        return None, None, None
    for index, position in enumerate(code.co_positions()):
        if index == frame.f_lasti // 2:
            return position[1:]
    raise LookupError("%r has no instruction %d" % (code, frame.f_lasti))


def class_of(frame):
    code = frame.f_code
    if code.co_argcount == 0:
        return None
    first = code.co_varnames[0]
    try:
        if first == "self":
            cls = type(frame.f_locals["self"])
        elif first == "cls":
            cls = frame.f_locals["cls"]
        else:
            return None
        if not isinstance(cls, type):
            return None
        return cls.__qualname__
    except Exception:
        return None


def type_name(cls):
    if cls.__module__ == "builtins":
        return cls.__qualname__
    return cls.__module__ + "." + cls.__qualname__
