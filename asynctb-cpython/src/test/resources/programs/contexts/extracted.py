"""What stackscope sees from inside, a line for each frame and context, to compare with what is seen from outside."""

import stackscope


def lines(root):
    return list(of_stack(stackscope.extract(root), ""))


def of_stack(stack, margin):
    for frame in stack.frames:
        code = frame.pyframe.f_code
        yield "%s%s %s:%s" % (margin, code.co_name, code.co_filename, frame.lineno)
        for context in frame.contexts:
            for line in of_context(context, margin + "  "):
                yield line
    if stack.error is not None:
        yield "%serror %r" % (margin, stack.error)


def of_context(context, margin):
    yield "%s%s %s%sas %s line %s" % (
        margin,
        "?" if context.obj is None else "0x%x" % id(context.obj),
        "async " if context.is_async else "",
        "exiting " if context.is_exiting else "",
        context.varname or "-",
        context.start_line or 0,
    )
    if context.inner_stack is not None:
        for line in of_stack(context.inner_stack, margin + "  "):
            yield line
    for child in context.children:
        for line in of_context(child, margin + "  "):
            yield line
