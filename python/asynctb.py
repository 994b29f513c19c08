"""Tracebacks of this very program: of its threads, its tasks, and of coroutines and generators that are suspended.

This file is all there is to install; it needs nothing but the standard library of Python 3.6 or newer. It starts the
command ``asynctb``, which reads this process from outside, and makes objects of what that answers. The command is the one
that the environment variable ``ASYNCTB`` names, or is found on the ``PATH``, or lies beside this file or one folder above.

    extract(obj)           what a coroutine, generator, async generator, awaitable, task, thread or frame is doing
    extract_thread()       what the calling thread does, or another one
    extract_since(frame)   what a running function has called
    extract_until(frame)   who has called a running function
    tree()                 the trees of tasks of all event loops

Each gives a ``Stack``, the last one a list of them; ``print()`` shows either. What could not be read is said in
``stack.error``; if nothing could be read, ``AsynctbError`` is raised.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from itertools import takewhile
from types import FrameType, SimpleNamespace

__all__ = ["AsynctbError", "Context", "Frame", "Object", "Problem", "Reference", "Stack", "Tree",
           "extract", "extract_since", "extract_thread", "extract_until", "tree"]

TIMEOUT = 120
"""How many seconds are waited for the command before it is killed. Its very first start, which builds it, takes a minute."""


class AsynctbError(Exception):
    """No traceback could be taken, or, as ``Stack.error``, a part of it could not be read."""


class Object(SimpleNamespace):
    """An object as it was read from memory: its ``type`` (with its module), its ``address`` (that is its ``id()``), and a
    ``text`` that is like its ``repr()``, but was made without calling anything."""

    def __repr__(self):
        return self.text or "<%s object>" % self.type


class Problem(SimpleNamespace):
    """What could not be read or trusted: ``kind`` (see the contract of the command) and ``message``."""


class Reference(SimpleNamespace):
    """A task that stands elsewhere in the same tree: the ``id`` of its stack, and its ``name``."""


class Stack(SimpleNamespace):
    """A traceback, outermost frame first.

    root       what was asked for: the very object that was given to extract(), else an Object; None for a range of frames
    frames     list of Frame, hidden ones included
    leaf       what the innermost frame waits for, if that has no frames; else None
    children   for a task, the tasks that it waits for: list of Stack and Reference
    error      None, or an AsynctbError that says what could not be read of this stack, its frames and their contexts
    problems   list of Problem, of the stack as a whole
    kind       "thread", "task", "coroutine", "generator", "async_generator", "frames", "other", …
    id, name   unique among what was returned together; of a task or thread its name
    state      "running", "waiting", "suspended", "created", "finished" or "unknown"
    state_text the same in the words of the library: "waiting in gather, 2 of 2 left"
    waits_for  Object or None
    awaited_by list of ids of tasks
    thread     ident of the thread that runs it, or whose event loop owns it; or None
    """

    def __len__(self):
        return len(self.frames)

    def __iter__(self):
        return iter(self.frames)

    @property
    def error(self):
        problems = list(self.problems)
        for frame in self.frames:
            problems += frame.problems
            for context in frame.contexts:
                problems += context.problems
        return AsynctbError("; ".join(_messages(problems))) if problems else None

    def format(self, ascii_only=False, show_contexts=True, show_hidden_frames=False):
        """Returns the lines of ``str(stack)``, each with its end."""
        marks = _ASCII if ascii_only else _UNICODE
        of = "" if self.root is None else " of " + _title(self)
        lines = ["asynctb.Stack%s (most recent call last):" % of]
        lines += _stack_lines(self, marks, show_contexts, show_hidden_frames)
        return [line + "\n" for line in lines]

    def __str__(self):
        return "".join(self.format())


class Tree(list):
    """The stacks of the tasks that nobody waits for. ``problems`` is a list of Problem: deadlocks, and what could not be
    read of the whole."""

    problems = ()

    def format(self, ascii_only=False, show_contexts=True, show_hidden_frames=False):
        """Returns the lines of ``str(tree)``, each with its end."""
        lines = [message + "\n" for message in _messages(self.problems)]
        for stack in self:
            lines += ["\n"] if lines else []
            lines += stack.format(ascii_only, show_contexts, show_hidden_frames)
        return lines

    def __str__(self):
        return "".join(self.format())


class Frame(SimpleNamespace):
    """A frame of a traceback.

    filename, lineno, linetext           where it stands; lineno is None where the byte code has no line, linetext then ""
    funcname, qualname, clsname, modname the function, as far as known; clsname is that of its self or cls
    contexts                             list of Context, outermost first: the with blocks that are active in it
    hide, hide_line                      whether rules take it, or its line, for noise
    origin                               the Object (coroutine, generator) whose frame it is; or None
    problems                             list of Problem
    """


class Context(SimpleNamespace):
    """A context manager that is active in a frame.

    obj                                 the manager, as an Object; None where it is not known
    is_async, is_entering, is_exiting   which kind of with block it is, and whether it is being entered or left
    varname, start_line                 what it was assigned to (as text), and the line of the block
    linetext, description               that line; what is known of the manager beyond that
    inner_stack                         Stack of the generator that it is made of, or None
    children                            what it keeps: list of Context (of an ExitStack), Stack and Reference (tasks)
    hide                                whether rules take it for noise
    problems                            list of Problem
    """


def extract(item, with_contexts=True):
    """Returns the stack of an object: what it is doing, down to what it waits for.

    Of what has no frames (a finished coroutine, a thread that has ended) the stack is empty. What cannot be looked into is
    its own leaf.
    """
    if isinstance(item, threading.Thread):
        return extract_thread(item, with_contexts)
    stack = _one("@%#x" % id(item), with_contexts)
    stack.root = item
    if stack.kind == "other" and not stack.frames:
        stack.leaf = item
    return stack


def extract_thread(thread=None, with_contexts=True):
    """Returns the stack of a thread, given as a Thread, its name or its ident; by default of the calling one."""
    root = thread
    if isinstance(thread, str):
        named = [each for each in threading.enumerate() if each.name == thread]
        if len(named) != 1:
            raise AsynctbError("%s thread is called %r." % (len(named) or "No", thread))
        thread = root = named[0]
    if thread is None:
        ident = threading.get_ident()
    elif isinstance(thread, threading.Thread):
        if not thread.is_alive():
            state = "finished" if thread.ident else "created"
            return Stack(kind="thread", id="", name=thread.name, root=thread, thread=thread.ident, state=state, state_text=None,
                         waits_for=None, awaited_by=[], frames=[], leaf=None, children=[], problems=[])
        ident = thread.ident
    else:
        ident, root = thread, None
    stack = _one("thread:%d" % ident, with_contexts)
    if root is not None:
        stack.root = root
    return stack


def extract_since(outer_frame, with_contexts=True):
    """Returns the frames from a running one (of any thread) inwards; with None, all those of the calling thread."""
    if outer_frame is None:
        return _one("frames:inner=%#x" % id(_caller()), with_contexts)
    return _one("frames:outer=%#x" % id(_frame(outer_frame)), with_contexts)


def extract_until(inner_frame, limit=None, with_contexts=True):
    """Returns the frames that lead to a running one, which comes last. limit is how many at the most, or the outermost."""
    selector = "frames:inner=%#x" % id(_frame(inner_frame))
    if isinstance(limit, FrameType):
        selector += ",outer=%#x" % id(limit)
    elif limit is not None:
        selector += ",limit=%d" % limit
    return _one(selector, with_contexts)


def tree(with_contexts=True):
    """Returns the tasks of all event loops of this process as a Tree: the stacks of those that nobody waits for, in their
    ``children`` the tasks that they wait for, and so on. Each live task is one Stack; where it belongs a second time, there
    is a Reference."""
    process = _ask(["tasks", str(os.getpid())], with_contexts)
    roots = Tree(_stack(stack) for stack in process["tasks"])
    roots.problems = [_problem(problem) for problem in process["problems"]]
    return roots


# How the command is asked. -------------------------------------------------------------------------------------------

_asking = threading.Lock()
_asker = None
_PR_SET_PTRACER = 0x59616D61


def _frame(frame):
    if not isinstance(frame, FrameType):
        raise TypeError("a frame is needed, not %r" % (frame,))
    return frame


def _caller():
    frame = sys._getframe()
    while frame.f_code.co_filename == _OURS:
        frame = frame.f_back
    return frame


_OURS = _caller.__code__.co_filename


def _one(selector, with_contexts):
    process = _ask(["show", str(os.getpid()), selector], with_contexts)
    stack = _stack(process["stacks"][0])
    stack.problems += [_problem(problem) for problem in process["problems"]]
    return stack


def _ask(words, with_contexts):
    global _asker
    command = _command()
    if not with_contexts:
        words = words + ["--no-contexts"]
    # One at a time, since only one process can be allowed to read this one.
    if _asker == threading.get_ident():
        raise AsynctbError("This thread is asking asynctb already; a signal handler or finalizer cannot do it too.")
    if not _asking.acquire(timeout=2 * TIMEOUT):
        raise AsynctbError("Another thread has been waiting for asynctb for too long.")
    try:
        _asker = threading.get_ident()
        output, errors, status = _run([command] + words + ["--format", "json"])
    finally:
        _asker = None
        _asking.release()
    try:
        answer = json.loads(output.decode())
        if answer["format"] != 1:
            raise AsynctbError("%s writes a format that this asynctb.py does not know; take the one beside it." % command)
        return answer["processes"][0]
    except RecursionError:
        raise AsynctbError("The answer is nested more deeply than sys.getrecursionlimit() allows to read.") from None
    except (ValueError, LookupError):
        said = [line for line in errors.decode(errors="replace").splitlines() if line.startswith("asynctb: ")]
        raise AsynctbError(said[-1][len("asynctb: "):] if said else
                           "%s gave no answer (exit status %s)." % (command, status)) from None


def _command():
    named = os.environ.get("ASYNCTB")
    if named and shutil.which(named):
        return named
    if named:
        raise AsynctbError("The variable ASYNCTB names %s, which is no program that can be started." % named)
    found = shutil.which("asynctb")
    folder = os.path.dirname(os.path.abspath(__file__))
    for path in [found, os.path.join(folder, "asynctb"), os.path.join(os.path.dirname(folder), "asynctb")]:
        if path and os.path.isfile(path):
            return path
    raise AsynctbError("The command asynctb was not found; put it on the PATH or let the variable ASYNCTB name it.")


def _run(command):
    # It begins when it is allowed to read us, which needs its number. It is a session of its own, so that nothing which it
    # has started holds our pipes when it had to be killed.
    try:
        process = subprocess.Popen(["/bin/sh", "-c", 'read -r _ && exec "$@" </dev/null', "asynctb"] + command,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   start_new_session=True)
    except OSError as error:
        raise AsynctbError("%s could not be started: %s." % (command[0], error.strerror)) from error
    try:
        _allow(process.pid)
        output, errors = process.communicate(b"\n", timeout=TIMEOUT)
        return output, errors, process.returncode
    except subprocess.TimeoutExpired:
        raise AsynctbError("%s did not answer within %s s (asynctb.TIMEOUT)." % (command[0], TIMEOUT)) from None
    finally:
        _allow(0)
        if process.returncode is None:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.communicate()


def _allow(pid):
    """Where only ancestors may read a process (Yama's scope 1), lets this one be read by a process, or by none (0)."""
    try:
        with open("/proc/sys/kernel/yama/ptrace_scope") as file:
            restricted = file.read().strip() == "1"
    except OSError:
        restricted = False
    if restricted:
        import ctypes  # Not every Python has it, and few need it here.

        unsigned = ctypes.c_ulong
        ctypes.CDLL(None).prctl(_PR_SET_PTRACER, unsigned(pid), unsigned(0), unsigned(0), unsigned(0))


# What its answer becomes. ----------------------------------------------------------------------------------------------

def _stack(json):
    frames = [_frame_of(frame) for frame in json["frames"]]
    return Stack(kind=json["kind"], id=json["id"], name=json["name"], root=_object(json["root"]),
                 thread=json["thread"] and json["thread"]["ident"], state=json["state"], state_text=json["state_text"],
                 waits_for=_object(json["waits_for"]), awaited_by=json["awaited_by"], frames=_without_ours(frames),
                 leaf=_object(json["leaf"]), children=[_child(child) for child in json["children"]],
                 problems=[_problem(problem) for problem in json["problems"]])


def _without_ours(frames):
    """A thread that asks is in this file, and in what is called here. Its traceback ends where it was when it asked."""
    return list(takewhile(lambda frame: frame.filename != _OURS, frames))


def _child(json):
    if json["kind"] == "reference":
        return Reference(id=json["id"], name=json["name"])
    return _context(json) if json["kind"] == "context" else _stack(json)


def _frame_of(json):
    return Frame(filename=json["file"], lineno=json["line"], funcname=json["function"], qualname=json["qualname"],
                 clsname=json["class"], modname=json["module"], linetext=json["text"] or "",
                 contexts=[_context(context) for context in json["contexts"]], hide=json["hide"],
                 hide_line=json["hide_line"], origin=_object(json["origin"]),
                 problems=[_problem(problem) for problem in json["problems"]])


def _context(json):
    return Context(obj=_object(json["obj"]), is_async=json["is_async"], is_entering=json["is_entering"],
                   is_exiting=json["is_exiting"], varname=json["varname"], start_line=json["start_line"],
                   linetext=json["text"] or "", description=json["description"],
                   inner_stack=json["inner_stack"] and _stack(json["inner_stack"]),
                   children=[_child(child) for child in json["children"]], hide=json["hide"],
                   problems=[_problem(problem) for problem in json["problems"]])


def _object(json):
    return json and Object(type=json["type"], address=json["address"] and int(json["address"], 16), text=json["repr"])


def _problem(json):
    return Problem(kind=json["kind"], message=json["message"])


# How it looks. ---------------------------------------------------------------------------------------------------------

_UNICODE = SimpleNamespace(frame=("╠ ", "║ "), task=("╟── ", "║   "), leaf="╚ ", context=("├ ", "│ "), join="├─", child="─ ",
                           source="└ ")
_ASCII = SimpleNamespace(frame=("+ ", "| "), task=("+- ", "|  "), leaf="+ ", context=(". ", "  "), join="  ", child=". ",
                         source="` ")


def _stack_lines(stack, marks, contexts, hidden):
    lines = []
    for frame in stack.frames:
        if hidden or not frame.hide or (contexts and any(map(_keeps_tasks, frame.contexts))):
            lines += _marked(marks.frame, _frame_lines(frame, marks, contexts, hidden))
    for child in stack.children if contexts else []:
        lines += _marked(marks.task, _child_lines(child, marks, contexts, hidden))
    if stack.leaf is not None:
        lines.append(marks.leaf + _repr(stack.leaf))
    if stack.error:
        lines.append("  Error while extracting stack:")
        lines.append("    %s" % stack.error)
    return lines


def _keeps_tasks(context):
    """Whether tasks stand below a context manager; a frame that holds it is shown even if a rule hides it."""
    inner = context.inner_stack.frames if context.inner_stack else []
    return any(_keeps_tasks(child) if isinstance(child, Context) else True for child in context.children) or any(
        _keeps_tasks(other) for frame in inner for other in frame.contexts)


def _frame_lines(frame, marks, contexts, hidden):
    function = "%s.%s" % (frame.clsname, frame.funcname) if frame.clsname else frame.funcname
    lines = ["%s in %s at %s:%s" % (function, frame.modname or "unknown module", frame.filename, frame.lineno)]
    shown = [context for context in frame.contexts if not context.hide] if contexts else []
    for context in shown:
        text = context.linetext or context.description or ("async with <???>:" if context.is_async else "with <???>:")
        for i, line in enumerate(_context_lines(context, text, context.start_line, marks, hidden)):
            is_child = i and line.startswith(marks.child)
            lines.append((marks.join if is_child else marks.context[i > 0]) + line)
    is_said = shown and (shown[-1].is_exiting or shown[-1].is_entering)
    if frame.linetext and not frame.hide_line and not is_said:
        lines.append(marks.source + frame.linetext)
    return lines


def _context_lines(context, text, number, marks, hidden):
    about = []
    if context.obj is not None:
        about.append("%s: %s" % (context.varname or "_", context.obj.type.rpartition(".")[2]))
    elif context.varname:
        about.append(context.varname)
    if context.description and context.description != text and not context.inner_stack:
        about.append(context.description)
    about += ["entering"] * context.is_entering + ["exiting"] * context.is_exiting
    words = ([", ".join(about)] if about else []) + (["(line %s)" % number] if number else [])
    lines = [text + "  # " + " ".join(words) if words else text]
    if context.inner_stack:
        lines += _stack_lines(context.inner_stack, marks, True, hidden)
    for child in context.children:
        lines += _marked((marks.child, "  "), _child_lines(child, marks, True, hidden))
    return lines


def _child_lines(child, marks, contexts, hidden):
    if isinstance(child, Reference):
        return ['task "%s", which stands elsewhere' % (child.name or child.id)]
    if isinstance(child, Context):
        return [] if child.hide else _context_lines(child, child.description or "<???>", None, marks, hidden)
    return [_title(child)] + _stack_lines(child, marks, contexts, hidden)


def _marked(marks, lines):
    return [marks[i > 0] + line for i, line in enumerate(lines)]


def _title(stack):
    if stack.kind == "task":
        name = '"%s"' % stack.name if stack.name else stack.frames[0].qualname if stack.frames else "without a name"
        return "task %s: %s" % (name, stack.state_text or stack.state)
    return _repr(stack.root)


def _repr(item):
    try:
        return repr(item)
    except Exception as error:
        return "<%s object, whose repr() failed: %s>" % (type(item).__name__, type(error).__name__)


def _messages(problems):
    seen = []
    for problem in problems:
        if problem.message not in seen:
            seen.append(problem.message)
    return seen
