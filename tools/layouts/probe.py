"""Finds members of CPython's structs in the memory of the Python that runs this, by planting values it knows.

    python3.N tools/layouts/probe.py            prints `struct`, `field` and `bits` lines as in the layout tables
    python3.N tools/layouts/probe.py --check    compares what it finds with the table of this version; exit status 1
                                                when something differs

Two or more objects of a type are made with different values in a member; the member lies where each object has its
own value. When more than one place has, or none, nothing is printed. So what is printed was seen in a live process,
which makes up for structs that stand in no header, and confirms those that do. Runs on 3.6 and later.
"""

import collections
import ctypes
import functools
import gc
import os
import struct
import sys
import threading
import types
import warnings
import weakref

import _asyncio
from asyncio import CancelledError

V = sys.version_info[:2]
HERE = os.path.dirname(os.path.abspath(__file__))
warnings.simplefilter("ignore")
NOTHING = object()


# --- Memory --------------------------------------------------------------------------------------------------------


def memory(thing, size=None):
    """The bytes of an object, without the items of variable ones."""
    return ctypes.string_at(id(thing), size or type(thing).__basicsize__)


_own = os.open("/proc/self/mem", os.O_RDONLY)


def peek(address, size):
    """The bytes at an address that may not be one, b'' then."""
    try:
        return os.pread(_own, size, address)
    except (OSError, OverflowError):
        return b""


def word(data, offset=0):
    return struct.unpack_from("<Q", data, offset)[0]


# --- Finding -------------------------------------------------------------------------------------------------------


class Number:
    """An expected number that is stored as such, not as an object."""

    def __init__(self, value, size=8):
        self.data = value.to_bytes(size, "little", signed=value < 0)


class Tagged:
    """An expected reference whose low two bits may be in use."""

    def __init__(self, thing):
        self.thing = thing


def places(data, value):
    """Offsets at which the value stands in the bytes of an object, behind the object head."""
    if isinstance(value, Number):
        size = len(value.data)
        return {at for at in range(16, len(data) - size + 1, size) if data[at:at + size] == value.data}
    mask, thing = (~3, value.thing) if isinstance(value, Tagged) else (-1, value)
    return {at for at in range(16, len(data) - 7, 8) if word(data, at) & mask == id(thing)}


class Findings:
    """Collects where members lie; objects can be shown at different moments of their life."""

    def __init__(self):
        self.sizes = {}
        self.candidates = {}
        self.widths = {}
        self.values = {}
        self.bits = {}
        self.kept = []

    def see(self, name, thing, members, size=None):
        """Shows an object of struct `name` and the values that its members have now."""
        data = memory(thing, size)
        # The size of a type is that of its struct, unless items of its objects begin inside of it.
        if size is None and not type(thing).__itemsize__:
            self.sizes.setdefault(name, len(data))
        for member, value in members.items():
            path = name + "." + member
            if value is None:
                continue
            found = places(data, value)
            self.candidates[path] = self.candidates.get(path, found) & found
            self.widths[path] = len(value.data) if isinstance(value, Number) else 8
            self.values.setdefault(path, set()).add(value.data if isinstance(value, Number) else id(value))
        # An object that is freed too early would give its address, a value looked for, to another one.
        self.kept.append((thing, members))

    def put(self, path, offset, width=8):
        self.candidates[path], self.widths[path], self.values[path] = {offset}, width, {0, 1}

    def toggle(self, path, before, after, ignore=()):
        """A flag: the one bit that differs between two states of an object."""
        changed = [(at, before[at] ^ after[at]) for at in range(16, len(before))
                   if before[at] != after[at] and at not in ignore]
        if len(changed) == 1 and bin(changed[0][1]).count("1") == 1:
            self.bits[path] = (changed[0][0], changed[0][1].bit_length() - 1)

    def offset(self, path):
        """The place of a member, None when it is not certain."""
        found = self.candidates.get(path, ())
        return min(found) if len(found) == 1 and len(self.values[path]) > 1 else None

    def lines(self):
        paths = list(self.candidates) + list(self.bits)
        for name in dict.fromkeys(list(self.sizes) + [path.split(".")[0] for path in paths]):
            if name in self.sizes:
                yield "struct %s %d" % (name, self.sizes[name])
            members = []
            for path in self.candidates:
                if path.split(".")[0] == name and self.offset(path) is not None:
                    members.append((self.offset(path), 0, "field %s %d %d" % (path, self.offset(path), self.widths[path])))
            for path, (byte, bit) in self.bits.items():
                if path.split(".")[0] == name:
                    members.append((byte, bit, "bits %s %d %d 1" % (path, byte, bit)))
            for _, _, line in sorted(members):
                yield line


found = Findings()


# --- Plain objects -------------------------------------------------------------------------------------------------


def fresh(text):
    """A new string, which nothing else refers to."""
    return "".join(["probe ", text])


def functions():
    for i in range(2):
        def make(cell):
            def function(first=[i], *, second=[i]):
                return cell
            return function
        function = make(object())
        function.__kwdefaults__, function.__doc__, function.__module__ = {"second": i}, fresh("doc %d" % i), fresh("m%d" % i)
        function.__name__, function.__qualname__ = fresh("name %d" % i), fresh("qualname %d" % i)
        code = function.__code__
        found.see("PyFunctionObject", function, {
            "func_code": code, "func_closure": function.__closure__, "func_name": function.__name__,
            "func_qualname": function.__qualname__, "func_defaults": function.__defaults__,
            "func_kwdefaults": function.__kwdefaults__, "func_module": function.__module__, "func_doc": function.__doc__})
        namespace = {}
        exec(compile("def f%d(a, b, *, c): return print(%d, 'x%d')" % (i, i + 5000, i), "file %d" % i, "exec"), namespace)
        function = namespace["f%d" % i]
        found.see("PyFunctionObject", function, {"func_globals": namespace})
        code = function.__code__
        if V >= (3, 8):
            names = {"co_name": fresh("name %d" % i)}
            if V >= (3, 11):
                names["co_qualname"] = fresh("qualname %d" % i)
            code = code.replace(**names)
        seen = ["co_consts", "co_names", "co_name", "co_filename"]
        seen += ["co_qualname", "co_linetable", "co_exceptiontable"] if V >= (3, 11) else ["co_code"]
        found.see("PyCodeObject", code, {member: getattr(code, member) for member in seen})
        found.see("PyCellObject", (lambda: namespace).__closure__[0],
                  {"ob_ref": namespace})
        method = types.MethodType(function, namespace)
        found.see("PyMethodObject", method, {"im_func": function, "im_self": namespace})
        found.see("staticmethod", staticmethod(function), {"sm_callable": function})
        found.see("classmethod", classmethod(function), {"cm_callable": function})
        get, set_, delete = object(), object(), object()
        found.see("propertyobject", property(get, set_, delete, fresh("doc")),
                  {"prop_get": get, "prop_set": set_, "prop_del": delete})
        keywords = {"k": i}
        partial = functools.partial(function, object(), **keywords)
        found.see("partialobject", partial, {"fn": function, "args": partial.args, "kw": partial.keywords})
        found.see("mappingproxyobject", types.MappingProxyType(namespace), {"mapping": namespace})
        kind, item = ((list, [i]), (dict, {i: i}))[i]
        found.see("wrapperobject", item.__len__, {"descr": kind.__len__, "self": item})
        builtin = item.copy
        found.see("PyCFunctionObject", builtin, {"m_self": item})
        found.see("PyMethodDescrObject", kind.copy, {"d_common.d_type": kind})


def containers():
    for i in range(2):
        items = [object() for _ in range(3)]
        found.see("PyTupleObject", tuple(items), {"ob_item": items[0]}, size=48)
        values = [10 ** 20 + i, 10 ** 21 + i, 10 ** 18 + i]
        span = range(*values)
        found.see("rangeobject", span, {"start": span.start, "stop": span.stop, "step": span.step})
        found.see("rangeobject", range(1000 + i, 1210 + 2 * i + i % 2), {"length": 210 + i + i % 2})
        found.see("PySliceObject", slice(*values), dict(zip(("start", "stop", "step"), values)))
        new = ("_PyListIterObject", "_PyTupleIterObject") if V >= (3, 12) else ("listiterobject", "tupleiterobject")
        for name, sequence in zip(new, (items, tuple(items))):
            iterator = iter(sequence)
            for _ in range(i + 1):
                next(iterator)
            found.see(name, iterator, {"it_seq": sequence, "it_index": Number(i + 1)})
        mapping = {number: number for number in range(i + 3)}
        found.see("PyDictObject", mapping, {"ma_used": Number(i + 3)})
        # What was removed still fills its place. The size tells how many places there are.
        things = set(range(100 * i + 50))
        things.remove(7)
        found.see("PySetObject", things, {
            "fill": Number(100 * i + 50), "used": Number(100 * i + 49),
            "mask": Number((things.__sizeof__() - set().__sizeof__()) // 16 - 1)})

        class Referred:
            pass
        referred, callback = Referred(), (lambda reference: None)
        found.see("PyWeakReference", weakref.ref(referred, callback), {"wr_object": referred, "wr_callback": callback})
        factory = lambda: None
        found.see("defdictobject", collections.defaultdict(factory), {"default_factory": factory})
        counted = Counted()
        iterator = iter(counted)
        for _ in range(i + 3):
            next(iterator)
        found.see("seqiterobject", iterator, {"it_index": Number(i + 3), "it_seq": counted})
        module = types.ModuleType(fresh("module %d" % i))
        found.see("PyModuleObject", module, {"md_dict": module.__dict__})
        found.see("PyFloatObject", (1.5 + i) * 3, {"ob_fval": Number(word(struct.pack("<d", (1.5 + i) * 3)))})


class Counted:
    """A sequence of the old kind, which is iterated by index."""

    def __getitem__(self, index):
        return index


def deques():
    for put_left, put_right in ((0, 3), (2, 5), (7, 11)):
        things = collections.deque(maxlen=1000 + put_left)
        for _ in range(put_right):
            things.append(object())
        for _ in range(put_left):
            things.appendleft(object())
        # An empty deque starts in the middle of a block: its ends are neighbours.
        found.see("dequeobject", things, {"leftindex": Number(32 - put_left), "rightindex": Number(31 + put_right),
                                          "maxlen": Number(1000 + put_left)})
    left, right = found.offset("dequeobject.leftindex"), found.offset("dequeobject.rightindex")
    blocks = [collections.deque(object() for _ in range(count)) for count in (150, 100)]
    # Blocks hold the items: look behind every word of the deque for the first and for the last one.
    for things in blocks if left and right else ():
        data = memory(things)
        first, last = word(data, left), word(data, right)
        ends = {"leftblock": (things[0], first), "rightblock": (things[-1], last)}
        for member, (item, index) in ends.items():
            at = set()
            for offset in range(16, len(data) - 7, 8):
                block = peek(word(data, offset), 528)
                for position in range(0, len(block) - 7, 8):
                    if word(block, position) == id(item):
                        at.add(offset)
                        path = "block.data"
                        start = position - 8 * index
                        found.candidates[path] = found.candidates.get(path, {start}) & {start}
                        found.widths[path] = 512
                        found.values.setdefault(path, set()).add(id(item))
            path = "dequeobject." + member
            found.candidates[path] = found.candidates.get(path, at) & at
            found.widths[path] = 8
            found.values.setdefault(path, set()).add(id(item))
    # Two blocks are neighbours of each other when there are only two.
    for things in (collections.deque(object() for _ in range(70)), collections.deque(object() for _ in range(80))):
        data = memory(things)
        at = [found.offset("dequeobject." + member) for member in ("leftblock", "rightblock")]
        if None in at:
            return
        addresses = [word(data, offset) for offset in at]
        for member, here, there in (("rightlink", 0, 1), ("leftlink", 1, 0)):
            block = peek(addresses[here], 528)
            places_ = {position for position in range(0, len(block) - 7, 8) if word(block, position) == addresses[there]}
            path = "block." + member
            found.candidates[path] = found.candidates.get(path, places_) & places_
            found.widths[path] = 8
            found.values.setdefault(path, set()).add(addresses[there])
    small, large = collections.deque(range(64)), collections.deque(range(64 * 5))
    one = (large.__sizeof__() - collections.deque(range(64 * 4)).__sizeof__())
    if one == large.__sizeof__() - small.__sizeof__() - 3 * one:
        found.sizes["block"] = one


def locks():
    lock = threading.Lock()
    before = memory(lock)
    lock.acquire()
    after = memory(lock)
    found.sizes["lockobject"] = len(before)
    changed = [at for at in range(16, len(before)) if before[at] != after[at]]
    if len(changed) == 1 and (before[changed[0]], after[changed[0]]) == (0, 1):
        found.put("lockobject.lock" if V >= (3, 14) else "lockobject.locked", changed[0], 1)
    for times in (5, 9):
        lock = threading.RLock()
        for _ in range(times):
            lock.acquire()
        # The newer kind counts how often it was taken again.
        names, count = ((("lock.thread", "lock.level"), times - 1) if V >= (3, 14)
                        else (("rlock_owner", "rlock_count"), times))
        found.see("rlockobject", lock, {names[0]: Number(threading.get_ident()), names[1]: Number(count)})
    holder = []
    lock = threading.RLock()
    thread = threading.Thread(target=lambda: (lock.acquire(), holder.append(threading.get_ident())))
    thread.start()
    thread.join()
    found.see("rlockobject", lock, {names[0]: Number(holder[0])})


def exceptions():
    for i in range(2):
        cause, context = ValueError(i), KeyError(i)
        try:
            try:
                raise context
            except KeyError:
                raise TypeError(object()) from cause
        except TypeError as error:
            raised = error
        found.see("PyBaseExceptionObject", raised, {
            "args": raised.args, "traceback": raised.__traceback__, "context": context, "cause": cause})
        traceback = raised.__traceback__
        inner = types.TracebackType(traceback, traceback.tb_frame, 2, 7000 + i) if V >= (3, 7) else None
        if inner:
            found.see("PyTracebackObject", inner, {"tb_next": traceback, "tb_lineno": Number(7000 + i, 4)})
    if V >= (3, 7):
        import contextvars
        for i in range(2):
            default, name = object(), fresh("variable %d" % i)
            found.see("PyContextVar", contextvars.ContextVar(name, default=default),
                      {"var_name": name, "var_default": default})


def classes():
    for i in range(2):
        base, meta = type("B%d" % i, (), {}), type("M%d" % i, (type,), {})
        made = meta("C%d" % i, (base,), {"__slots__": ["s%d" % number for number in range(i + 1)]})
        found.see("PyHeapTypeObject", made, {"ht_name": made.__name__, "ht_qualname": made.__qualname__}, size=936)
        kind = {"tp_base": base, "tp_mro": made.__mro__, "tp_bases": made.__bases__,
                "tp_basicsize": Number(made.__basicsize__)}
        found.see("PyTypeObject", made, kind, size=400)


# --- Generators and coroutines -------------------------------------------------------------------------------------


@types.coroutine
def pause():
    yield NOTHING


def generators():
    for i in range(2):
        def generator():
            yield object()
        async def coroutine():
            await pause()
        async def asynchronous():
            yield
        old = sys.get_coroutine_origin_tracking_depth() if V >= (3, 7) else 0
        if V >= (3, 7):
            sys.set_coroutine_origin_tracking_depth(2)
        for name, prefix, thing in (("PyGenObject", "gi", generator()), ("PyCoroObject", "cr", coroutine()),
                                    ("PyAsyncGenObject", "ag", asynchronous())):
            thing.__name__, thing.__qualname__ = fresh("name %d" % i), fresh("qualname %d" % i)
            found.see(name, thing, {prefix + "_name": thing.__name__, prefix + "_qualname": thing.__qualname__})
            if prefix == "cr" and V >= (3, 7):
                origin = "cr_origin_or_finalizer" if V >= (3, 11) else "cr_origin"
                found.see(name, thing, {origin: thing.cr_origin})
            if V >= (3, 11):
                # The frame is part of the object, and the code is known to be the frame's; see confirm.py.
                code = getattr(thing, prefix + "_code")
                found.see(name, thing, {prefix + "_iframe:code": Tagged(code)})
            if prefix == "cr":
                found.see("PyCoroWrapper", thing.__await__(), {"cw_coroutine": thing})
                thing.close()
        if V >= (3, 7):
            sys.set_coroutine_origin_tracking_depth(old)
    asynchronous_generators()


def asynchronous_generators():
    async def generator():
        try:
            await pause()
            yield NOTHING
        except ZeroDivisionError:
            await pause()
    def started():
        made = generator()
        for _ in drive(made.__anext__()):
            pass
        return made
    def drive(awaitable):
        try:
            while True:
                yield awaitable.send(None)
        except (StopIteration, StopAsyncIteration):
            pass
    for i in range(2):
        made, sent = started(), object()
        step = made.asend(sent)
        found.see("PyAsyncGenASend", step, {"ags_gen": made, "ags_sendval": sent, "ags_state": Number(0, 4)})
        step.close()
        found.see("PyAsyncGenASend", step, {"ags_gen": made, "ags_state": Number(2, 4)})
        made = generator()
        step = made.__anext__()
        step.send(None)
        found.see("PyAsyncGenASend", step, {"ags_state": Number(1, 4)})

        made, error = started(), ZeroDivisionError(i)
        traceback = types.TracebackType(None, sys._getframe(), 0, 1) if V >= (3, 7) else None
        kind = type("Error%d" % i, (ZeroDivisionError,), {})
        step = made.athrow(kind, kind(i), traceback)
        arguments = [thing for thing in gc.get_referents(step) if type(thing) is tuple]
        held = gc.get_referents(step)
        value = [thing for thing in held if type(thing) is kind]
        found.see("PyAsyncGenAThrow", step, {
            "agt_gen": made, "agt_args": arguments[0] if arguments else None,
            "agt_typ": kind if not arguments else None, "agt_val": value[0] if value and not arguments else None,
            "agt_tb": traceback if not arguments else None, "agt_state": Number(0, 4)})
        step.send(None)
        found.see("PyAsyncGenAThrow", step, {"agt_gen": made, "agt_state": Number(1, 4)})
        step.close()
        found.see("PyAsyncGenAThrow", step, {"agt_gen": made, "agt_state": Number(2, 4)})

        if V >= (3, 10):
            made, default = started(), object()
            step = anext(made, default)
            wrapped = [thing for thing in gc.get_referents(step) if type(thing).__name__ == "async_generator_asend"]
            found.see("anextawaitableobject", step, {"wrapped": wrapped[0] if wrapped else None, "default_value": default})

    # What an asynchronous generator yields is wrapped for the moment in which a trace function can see it.
    for value in (object(), object()):
        async def yielding():
            yield value
        wrapped = []
        def trace(frame, event, argument):
            if event == "return" and frame.f_code.co_name == "yielding":
                wrapped.append(argument)
            return trace
        before = sys.gettrace()
        sys.settrace(trace)
        try:
            try:
                yielding().__anext__().send(None)
            except StopIteration:
                pass
        finally:
            sys.settrace(before)
        for thing in wrapped:
            if type(thing).__name__ == "async_generator_wrapped_value":
                found.see("_PyAsyncGenWrappedValue", thing, {"agw_val": value})


# --- Futures and tasks ---------------------------------------------------------------------------------------------


class Loop:
    """As much of an event loop as a future asks for; it keeps what it should call."""

    def __init__(self, debug=False):
        self.debug, self.calls = debug, []

    def get_debug(self):
        return self.debug

    def call_soon(self, callback, *arguments, context=None):
        self.calls.append((callback, arguments, context))

    def call_exception_handler(self, context):
        pass

    def step(self):
        """Calls what is to be called now."""
        calls, self.calls = self.calls, []
        for callback, arguments, _ in calls:
            # The C implementation wants its running loop set to look up the current task.
            _asyncio._set_running_loop(self)
            try:
                callback(*arguments)
            finally:
                _asyncio._set_running_loop(None)


def context():
    import contextvars
    return contextvars.copy_context()


async def waiting(future):
    return await future


async def failing(error):
    raise error


async def yielding_wrongly():
    await pause()


async def returning(value):
    return value


def see_common(name, prefix, make):
    """What futures and tasks have alike. make(loop, outcome) gives one that is done when its loop has made a step."""
    def see(thing, **members):
        found.see(name, thing, {prefix + "_" + member: value for member, value in members.items()})

    for i in range(2):
        loop = Loop()
        first = make(loop, object())
        # Callbacks: the first has a place of its own since 3.7, others go into a list.
        callbacks, contexts = [lambda _: None, lambda _: None], []
        see(first, loop=loop, state=Number(0, 4))
        for callback in callbacks:
            if V >= (3, 7):
                contexts.append(context())
                first.add_done_callback(callback, context=contexts[-1])
            else:
                first.add_done_callback(callback)
        lists = [thing for thing in gc.get_referents(first) if type(thing) is list]
        see(first, callback0=callbacks[0] if V >= (3, 7) else None, context0=contexts[0] if V >= (3, 7) else None,
            callbacks=lists[0] if len(lists) == 1 else None)

        result, loop = object(), Loop()
        future = make(loop, result)
        loop.step()
        see(future, loop=loop, result=result, state=Number(2, 4))

        loop, message = Loop(), object()
        future = make(loop, object())
        future.cancel(message) if V >= (3, 9) else future.cancel()
        see(future, **({"cancel_msg": message} if V >= (3, 9) else {}))
        loop.step()
        see(future, state=Number(1, 4))

        loop = Loop()
        error = ZeroDivisionError(i)
        try:
            raise error
        except ZeroDivisionError:
            pass
        future = make(loop, error)
        loop.step()
        see(future, exception=error, exception_tb=error.__traceback__ if V >= (3, 11) else None)
        if i == 0:
            before = memory(future)
            future._log_traceback = False
            found.toggle("%s.%s_log_tb" % (name, prefix), before, memory(future))
            before = memory(future)
            future._asyncio_future_blocking = True
            found.toggle("%s.%s_blocking" % (name, prefix), before, memory(future))
            future._asyncio_future_blocking = False

        future = make(Loop(debug=True), object())
        see(future, source_tb=future._source_traceback)

        if V >= (3, 14):
            awaiting = make(Loop(), object())
            _asyncio.future_add_to_awaited_by(future, awaiting)
            see(future, awaited_by=awaiting)
            before = memory(future)
            _asyncio.future_add_to_awaited_by(future, make(Loop(), object()))
            after = memory(future)
            sets = [thing for thing in gc.get_referents(future) if type(thing) is set]
            see(future, awaited_by=sets[0] if sets else None)
            at = found.offset("%s.%s_awaited_by" % (name, prefix))
            if at is not None and i:
                found.toggle("%s.%s_awaited_by_is_set" % (name, prefix), before, after, range(at, at + 8))


def make_future(loop, outcome):
    future = _asyncio.Future(loop=loop)
    if isinstance(outcome, BaseException):
        loop.calls.append((lambda: future.done() or future.set_exception(outcome), (), None))
    else:
        loop.calls.append((lambda: future.done() or future.set_result(outcome), (), None))
    return future


def make_task(loop, outcome):
    return _asyncio.Task(failing(outcome) if isinstance(outcome, BaseException) else returning(outcome), loop=loop)


def futures():
    see_common("FutureObj", "fut", make_future)
    for _ in range(2):
        future = make_future(Loop(), object())
        found.see("futureiterobject", iter(future), {"future": future})


def tasks():
    see_common("TaskObj", "task", make_task)
    for i in range(3):
        loop = Loop()
        future = _asyncio.Future(loop=loop)
        coroutine = waiting(future)
        name, options = fresh("task %d" % i), {}
        if V >= (3, 8):
            options["name"] = name
        if V >= (3, 11):
            options["context"] = context()
        task = _asyncio.Task(coroutine, loop=loop, **options)
        found.see("TaskObj", task, {"task_coro": coroutine, "task_name": options.get("name"),
                                    "task_context": options.get("context")})
        if V >= (3, 7) and V < (3, 11):
            held = [thing for thing in gc.get_referents(task) if type(thing).__name__ == "Context"]
            found.see("TaskObj", task, {"task_context": held[0] if len(held) == 1 else None})
        wrapper = loop.calls[0][0]
        if type(wrapper).__name__ == "TaskStepMethWrapper":
            found.see("TaskStepMethWrapper", wrapper, {"sw_task": task})
        loop.step()
        found.see("TaskObj", task, {"task_fut_waiter": future})

        if i == 0:
            before = memory(task)
            task._log_destroy_pending = False
            found.toggle("TaskObj.task_log_destroy_pending", before, memory(task))
        if V >= (3, 11):
            for _ in range(i + 1):
                task.cancel()
            found.see("TaskObj", task, {"task_num_cancels_requested": Number(i + 1, 4)})
        task._log_destroy_pending = False

        # A task that yields what cannot be awaited is given an error, by a step that carries it.
        loop = Loop()
        wrong = _asyncio.Task(yielding_wrongly(), loop=loop)
        loop.step()
        step = loop.calls[0][0]
        errors = [thing for thing in gc.get_referents(step) if isinstance(thing, RuntimeError)]
        if errors and type(step).__name__ == "TaskStepMethWrapper":
            found.see("TaskStepMethWrapper", step, {"sw_task": wrong, "sw_arg": errors[0]})
        wrong._log_destroy_pending = False

        # Since 3.11 the error that ends a cancelled task is kept, to be raised where the task is awaited.
        if V >= (3, 11):
            loop, error = Loop(), CancelledError(i)
            task = make_task(loop, error)
            loop.step()
            found.see("TaskObj", task, {"task_cancelled_exc": error})

    # A cancellation of a task that is not waiting is kept for its next step, with its message and its number.
    task = make_task(Loop(), object())
    known = [found.offset("TaskObj." + member) for member in ("task_num_cancels_requested", "task_cancel_msg")]
    before = memory(task)
    task.cancel()
    found.toggle("TaskObj.task_must_cancel", before, memory(task),
                 {byte for at in known if at is not None for byte in range(at, at + 8)})
    task._log_destroy_pending = False
    if V >= (3, 14):
        kinds(task)
        neighbours()


def kinds(task):
    """The byte that says whether a future is a task, the only one apart from the flags that differs between them."""
    at = found.offset("TaskObj.task_state")
    flags = {byte for path, (byte, _) in found.bits.items() if path.startswith(("TaskObj.", "FutureObj."))}
    if at is None:
        return
    pairs = [(memory(make_future(Loop(), 0)), memory(make_task(Loop(), 0)))
             for _ in range(2)]
    limit = len(pairs[0][0])
    places_ = [offset for offset in range(at, limit) if all((a[offset], b[offset]) == (0, 1) for a, b in pairs)
               and offset not in flags]
    if len(places_) == 1:
        found.put("TaskObj.task_is_task", places_[0], 1)
        found.put("FutureObj.fut_is_task", places_[0], 1)


def neighbours():
    """Tasks of a thread are linked: each points to the place of the link in the next and in the one before."""
    chain = [make_task(Loop(), object()) for _ in range(4)]
    size = type(chain[0]).__basicsize__
    for one, two in ((0, 1), (1, 2), (2, 3)):
        a, b = memory(chain[one]), memory(chain[two])
        at = {offset for offset in range(16, size - 15, 8)
              if word(a, offset) == id(chain[two]) + offset and word(b, offset + 8) == id(chain[one]) + offset}
        for path, shift in (("TaskObj.task_node", 0), ("TaskObj.task_node.next", 0), ("TaskObj.task_node.prev", 8)):
            here = {offset + shift for offset in at}
            found.candidates[path] = found.candidates.get(path, here) & here
            found.widths[path] = 16 if path.endswith("node") else 8
            found.values.setdefault(path, set()).add(one)
    for task in chain:
        task._log_destroy_pending = False
    found.kept.append((chain, None))


# --- Running -------------------------------------------------------------------------------------------------------

PARTS = (functions, containers, deques, locks, exceptions, classes, generators, futures, tasks)


def probe():
    """The lines found, and the sentences about parts that did not work."""
    failures = []
    for part in PARTS:
        try:
            part()
        except Exception as error:  # a Python that lacks something still tells the rest
            failures.append("%s: %s: %s (line %d)" % (part.__name__, type(error).__name__, error, line_of(error)))
    return list(found.lines()), failures


def line_of(error):
    traceback = error.__traceback__
    while traceback.tb_next:
        traceback = traceback.tb_next
    return traceback.tb_lineno


def main():
    lines, failures = probe()
    for failure in failures:
        print("probe: " + failure, file=sys.stderr)
    if "--check" not in sys.argv[1:]:
        print("\n".join(lines))
        return 1 if failures else 0
    sys.path.insert(0, HERE)
    import confirm
    return confirm.check_probe(lines, V[1], failures)


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    # Tasks that were never finished are not worth the complaints of a proper end.
    os._exit(status)
