"""Runs functions full of with blocks, stops at every point of interest, and says each time which managers are active.

The managers themselves write down when they are entered and left, so what is expected does not come from any reader of
byte code. Works on CPython 3.6 and newer. Commands, one a line, are answered by one line of JSON:

    load PATH          compiles a file of situations: functions whose names begin with s_
    random SEED        writes a program with that seed, and compiles it
    run MODE NAME      starts a function, or what is in it as a module or class, and goes to its first stop
    step, throw        goes on to the next stop; throw does so with an exception
    finish             goes on to the end
    extract            lets stackscope look at what was started
"""

import ast
import importlib.util
import inspect
import json
import os
import re
import sys
import tempfile
import textwrap
import threading
import types

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))


class Boom(Exception):
    pass


class Stepping:
    """How the function that runs now is stopped."""

    mode = None
    throw = False


def block():
    """Stops a thread until the main thread lets it go on."""
    paused.release()
    go.acquire()
    if Stepping.throw:
        Stepping.throw = False
        raise Boom("thrown")


paused = threading.Semaphore(0)
go = threading.Semaphore(0)


@types.coroutine
def suspend():
    yield "stop"


async def block_in_coroutine():
    block()


def pause():
    """A stop in a plain function."""
    if Stepping.mode not in ("coro", "gen", "agen"):
        block()


async def apause():
    """A stop in a coroutine."""
    if Stepping.mode == "corothread":
        await block_in_coroutine()
    else:
        await suspend()


ACTIVE = {}


class Base:
    """A manager that writes down where and how it is active."""

    def __init__(self, name, target=None, swallow=False, result=None):
        self.name = name
        self.target = target
        self.swallow = swallow
        self.result = self if result is None else result
        self.state = "new"
        self.frame = None

    def begin(self, frame):
        self.frame = frame
        self.state = "entering"
        ACTIVE.setdefault(frame, []).append(self)

    def drop(self):
        ACTIVE[self.frame].remove(self)
        if not ACTIVE[self.frame]:
            del ACTIVE[self.frame]
        self.frame = None
        self.state = "gone"


class S(Base):
    is_async = False

    def __enter__(self):
        self.begin(sys._getframe(1))
        try:
            pause()
        except BaseException:
            self.drop()
            raise
        self.state = "active"
        return self.result

    def __exit__(self, kind, value, traceback):
        self.state = "exiting"
        try:
            pause()
        finally:
            self.drop()
        return self.swallow and kind is not None


class A(Base):
    is_async = True

    async def __aenter__(self):
        self.begin(sys._getframe(1))
        try:
            await apause()
        except BaseException:
            self.drop()
            raise
        self.state = "active"
        return self.result

    async def __aexit__(self, kind, value, traceback):
        self.state = "exiting"
        try:
            await apause()
        finally:
            self.drop()
        return self.swallow and kind is not None


FOLDER = tempfile.TemporaryDirectory(prefix="situations")


class Program:
    """Situations compiled from a file: `with M(…)` is sync or async, `pause()` is a call, an await or a yield."""

    count = 0

    def __init__(self, text):
        self.text = text
        self.lines = {}
        self.names = {}
        self.files = {}
        self.folder = FOLDER.name

    def write(self, style):
        text = self.text
        if style in ("coro", "agen"):
            text = re.sub(r"^(\s*)with (?=M\(|\(|\\|m\d)", r"\1async with ", text, flags=re.M)
            text = re.sub(r"\bdef s_", "async def s_", text)
        if style == "agen":
            text = re.sub(r"\breturn .*", "return", text)
        stop = {"plain": "pause()", "coro": "await apause()", "gen": "(yield)", "agen": "(yield)"}[style]
        text = text.replace("pause()", stop).replace("await a" + stop, stop)
        return self.save(style, text), text

    def save(self, style, text):
        Program.count += 1
        path = os.path.join(self.folder, "situations_%d_%s.py" % (Program.count, style))
        with open(path, "w") as out:
            out.write(text)
        # Older than this process: what runs is what stands there.
        os.utime(path, (1000000000, 1000000000))
        return path

    def compile(self, style):
        if style in self.names:
            return
        path, text = self.write(style)
        names = self.environment(style)
        exec(compile(text, path, "exec"), names)
        self.lines[style] = lines_of(text)
        self.names[style] = names
        self.files[style] = path

    def environment(self, style):
        return {
            "M": A if style in ("coro", "agen") else S,
            "S": S,
            "A": A,
            "pause": pause,
            "apause": apause,
            "Boom": Boom,
            "sys": sys,
            "__name__": "situations",
        }

    def compile_body(self, style, name):
        """What is in a function as a program of its own; None if it can stand in functions only."""
        text = self.body(name)
        if style == "class":
            text = "class Body:\n" + textwrap.indent(text, "    ")
        path = self.save(style, text)
        try:
            compile(text, path, "exec")
        except SyntaxError:
            return None
        self.files[style] = path
        self.lines[style] = lines_of(text)
        names = self.environment("plain")
        if style == "import":
            specification = importlib.util.spec_from_file_location("situations", path)
            module = importlib.util.module_from_spec(specification)
            module.__dict__.update(names)
            return lambda: specification.loader.exec_module(module)
        return lambda: exec(compile(text, path, "exec"), names)

    def body(self, name):
        functions = ast.parse(self.text).body
        starts = [function.body[0].lineno for function in functions if getattr(function, "name", None) == name]
        ends = [function.lineno - 1 for function in functions if function.lineno > starts[0]]
        return textwrap.dedent("\n".join(self.text.split("\n")[starts[0] - 1 : min(ends) if ends else None]) + "\n")


def lines_of(text):
    """The line of the statement of each manager, by its name."""
    lines = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                for call in ast.walk(item.context_expr):
                    if isinstance(call, ast.Call) and call.args:
                        lines.setdefault(literal(call.args[0]), node.lineno)
                    elif isinstance(call, ast.Name):
                        lines.setdefault(call.id, node.lineno)
    return lines


def literal(node):
    return getattr(node, "s", None) if type(node).__name__ == "Str" else getattr(node, "value", None)


# Modes that run what is in a function as something else.
BODIES = ("module", "import", "class")


def style_of(mode):
    return {"thread": "plain", "corothread": "coro"}.get(mode, mode)


class Run:
    """One function on its way from stop to stop."""

    def __init__(self, program, mode, name):
        self.style = style_of(mode)
        self.program = program
        self.done = False
        self.thread = None
        Stepping.mode = mode
        Stepping.throw = False
        if mode in BODIES:
            self.root = None
            work = program.compile_body(self.style, name)
            if work is None:
                self.done = True
            else:
                self.start_thread(work)
            return
        program.compile(self.style)
        function = program.names[self.style][name]
        if mode == "thread":
            self.root = None
            self.start_thread(function)
        else:
            self.root = function()
            self.iterator = self.root
            if mode == "corothread":
                self.start_thread(self.drive)
            elif mode != "coro" and not inspect.isgenerator(self.root) and not inspect.isasyncgen(self.root):
                # The situation has no stop of its own.
                self.done = True
                if self.root is not None:
                    self.root.close()
            else:
                self.step(False)

    def drive(self):
        try:
            while True:
                self.root.send(None)
        except StopIteration:
            pass

    def start_thread(self, function):
        def work():
            trace = TRACE and (lambda *arguments: trace)
            if trace:
                sys.settrace(trace)
            try:
                function()
            except Boom:
                pass
            finally:
                sys.settrace(None)
                self.done = True
                paused.release()

        self.thread = threading.Thread(target=work, name="stepped")
        self.thread.daemon = True
        self.thread.start()
        self.await_stop()

    def await_stop(self):
        paused.acquire()
        if self.done:
            # So that it does not come to its end while the next one is looked at.
            self.thread.join()

    def step(self, throw):
        if self.thread:
            Stepping.throw = throw
            go.release()
            self.await_stop()
            return
        try:
            if self.style == "agen":
                self.step_async_generator(throw)
            elif throw:
                self.root.throw(Boom("thrown"))
            else:
                self.root.send(None)
        except (StopIteration, StopAsyncIteration, Boom):
            self.done = True

    def step_async_generator(self, throw):
        if self.iterator is self.root:
            self.iterator = self.root.athrow(Boom, Boom("thrown")) if throw else self.root.__anext__()
            throw = False
        try:
            if throw:
                self.iterator.throw(Boom("thrown"))
            else:
                self.iterator.send(None)
        except StopIteration:
            self.iterator = self.root

    def answer(self):
        if self.done:
            return {"done": True}
        expected = {}
        lines = {}
        for frame, managers in ACTIVE.items():
            expected[frame.f_code.co_name] = [self.describe(manager) for manager in managers]
            lines[frame.f_code.co_name] = frame.f_lineno
        root = "thread:stepped" if self.root is None else "@0x%x" % id(self.root)
        file = self.program.files[self.style]
        return {"done": False, "root": root, "file": file, "expected": expected, "lines": lines}

    def describe(self, manager):
        line = self.program.lines[self.style].get(manager.name)
        return {
            "name": manager.name,
            "address": "0x%x" % id(manager),
            "async": manager.is_async,
            "state": manager.state,
            "target": manager.target,
            "line": line,
        }


TRACE = "--trace" in sys.argv
WARM = int(sys.argv[sys.argv.index("--warm") + 1]) if "--warm" in sys.argv else 0


MONITOR = "--monitor" in sys.argv


def monitor():
    """What coverage tools and debuggers do since 3.12, with every event, so that instructions are replaced."""
    events = sys.monitoring.events
    names = ["LINE", "INSTRUCTION", "PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD", "CALL", "JUMP"]
    sys.monitoring.use_tool_id(1, "stepper")
    for name in names:
        sys.monitoring.register_callback(1, getattr(events, name), lambda *arguments: None)
    sys.monitoring.set_events(1, sum(getattr(events, name) for name in names))


def warm(program, mode):
    """Calls every function until its byte code is specialised; where it stops is not looked at."""
    for name in situations(program, style_of(mode)):
        for _ in range(WARM):
            run = Run(program, mode, name)
            while not run.done:
                run.step(False)


def situations(program, style):
    program.compile(style)
    return sorted(name for name in program.names[style] if name.startswith("s_"))


def serve():
    program = None
    run = None
    warmed = set()
    print("ready", flush=True)
    for command in sys.stdin:
        words = command.split()
        try:
            if words[0] == "load":
                with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), words[1])) as source:
                    program = Program(source.read())
                answer = situations(program, "plain")
            elif words[0] == "random":
                import random_program

                program = Program(random_program.write(int(words[1])))
                answer = situations(program, "plain")
            elif words[0] == "run":
                if WARM and (program, words[1]) not in warmed:
                    warmed.add((program, words[1]))
                    warm(program, words[1])
                ACTIVE.clear()
                run = Run(program, words[1], words[2])
                answer = run.answer()
            elif words[0] == "extract":
                import extracted

                answer = extracted.lines(run.thread if run.root is None else run.root)
            elif words[0] == "finish":
                while not run.done:
                    run.step(False)
                answer = run.answer()
            else:
                run.step(words[0] == "throw")
                answer = run.answer()
        except Exception as e:
            import traceback

            traceback.print_exc()
            answer = {"error": repr(e)}
        print(json.dumps(answer), flush=True)


def assert_traced(core):
    """Whoever has started this in the name of coverage does what it was asked to."""
    if core == "sysmon":
        assert sys.monitoring.get_tool(sys.monitoring.COVERAGE_ID), "nobody monitors"
    else:
        assert type(sys.gettrace()).__name__ == "CTracer", sys.gettrace()


if __name__ == "__main__":
    if "--traced" in sys.argv:
        assert_traced(sys.argv[sys.argv.index("--traced") + 1])
    if MONITOR:
        monitor()
    if TRACE:
        def trace(*arguments):
            return trace
        sys.settrace(trace)
    serve()
