"""What the library stackscope sees of hooks.py from within, taught by its hooks what hooks.toml says from outside."""
import json
import sys

import stackscope
from stackscope import customize, elaborate_context, elaborate_frame, unwrap_context, unwrap_context_generator, unwrap_stackitem

WANTED = "hiding", "redirecting", "inserting", "choosing", "keeping", "rooming", "nesting", "shying", "relaying", "making"


def teach(hooks):
    customize(hooks.hidden, hide=True)
    customize(hooks.pruned, prune=True)
    customize(hooks.outer, "nested", hide=True)

    # customize(hide_line=True) is accepted there, but does nothing.
    @elaborate_frame.register(hooks.line_hidden)
    def without_line(frame, next_inner):
        frame.hide_line = True

    @elaborate_frame.register(hooks.redirected)
    def redirect(frame, next_inner):
        return inside(hooks.worker.__code__, frame.pyframe.f_locals["job"])

    @elaborate_frame.register(hooks.inserted)
    def insert(frame, next_inner):
        return frame.pyframe.f_locals["other"], next_inner

    def choose(frame, next_inner):
        frame.hide = frame.pyframe.f_locals["wanted"] == "yes" and next_inner.funcname == "halt"

    customize(hooks.choosy, elaborate=choose)

    @unwrap_stackitem.register(hooks.PromiseIterator)
    def promised(iterator):
        return iterator.promise.table["who"][0]().coroutine

    @unwrap_stackitem.register(hooks.Relay)
    @stackscope.yields_frames
    def relayed(relay):
        yield from relay.runners

    @unwrap_stackitem.register(hooks.Camper)
    def camping(camper):
        return camper.coroutine

    @unwrap_context.register(hooks.Door)
    def behind(door, context):
        return door.room

    @unwrap_context.register(hooks.Secret)
    def hide(secret, context):
        return stackscope.PRUNE

    @elaborate_context.register(hooks.Room)
    def describe(room, context):
        if room.guests:
            context.description = "%s with %d: %s" % (room.name, len(room.guests), ", ".join(room.guests))

    @elaborate_context.register(hooks.Secret)
    def keep_quiet(secret, context):
        pass

    @elaborate_context.register(hooks.Stage)
    def inner(stage, context):
        context.inner_stack = stackscope.extract_child(stage.play, for_task=False)

    @elaborate_context.register(hooks.House)
    def managers(house, context):
        context.children = [stackscope.Context(obj=room, is_async=False) for room in house.guests]

    @elaborate_context.register(hooks.Camp)
    def tasks(camp, context):
        context.children = [stackscope.extract_child(camper, for_task=True) for camper in camp.campers]

    @unwrap_context_generator.register(hooks.opened)
    def instead(frame, context):
        return frame.pyframe.f_locals["room"]

    @unwrap_context_generator.register(hooks.guided)
    def described(frame, context):
        context.description = "%d of them" % len(frame.pyframe.f_locals["group"])

    @unwrap_context_generator.register(hooks.unseen)
    def pruned(frame, context):
        return stackscope.PRUNE


def inside(code, job):
    """What a thread runs within a function that was called with this job; waits until there is one."""
    while True:
        for frame in sys._current_frames().values():
            callee = None
            while frame is not None and not (frame.f_code is code and frame.f_locals["job"] is job):
                callee, frame = frame, frame.f_back
            if frame is not None and callee is not None:
                return stackscope.StackSlice(outer=callee)


def tell(hooks):
    teach(hooks)
    seen = {}
    for name in WANTED:
        found = getattr(hooks, name)
        for number, coroutine in enumerate(found if isinstance(found, list) else [found]):
            stack = stackscope.extract(coroutine)
            assert stack.error is None, stack.error
            seen["%s %d" % (name, number)] = frames(stack)
    print(json.dumps(seen))


def frames(stack):
    return [[f.funcname, f.lineno, f.hide, f.hide_line, [of_context(c) for c in f.contexts]] for f in stack.frames]


def of_context(context):
    cls = type(context.obj)
    return {
        "type": cls.__module__ + "." + cls.__qualname__,
        "line": context.start_line,
        "description": context.description,
        "hidden": context.hide,
        "inner": frames(context.inner_stack) if context.inner_stack is not None else [],
        "managers": [type(c.obj).__name__ for c in context.children if isinstance(c, stackscope.Context)],
        "tasks": sum(isinstance(c, stackscope.Stack) for c in context.children),
    }
