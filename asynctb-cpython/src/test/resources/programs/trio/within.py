"""What the library stackscope sees of the tasks of Trio from within."""


def by_stackscope(root):
    """The frames of all tasks below one, each where it is first met."""
    import stackscope

    trees = {}

    def of_task(stack):
        trees[stack.root.name] = frames(stack, of_task)
        return stack.root.name

    of_task(stackscope.extract(root, recurse_child_tasks=True))
    return trees


def each_by_stackscope(tasks):
    """The frames of some tasks, by themselves."""
    import stackscope

    return {task.name: frames(stackscope.extract(task), lambda stack: stack.root.name) for task in tasks}


def frames(stack, of_task):
    import stackscope

    def of_context(context):
        return {
            "line": context.start_line,
            "type": type(context.obj).__name__,
            "leaving": context.is_exiting,
            "inner": frames(context.inner_stack, of_task) if context.inner_stack is not None else [],
            "tasks": sorted(of_task(c) for c in context.children if isinstance(c, stackscope.Stack)),
            "managers": [of_context(c) for c in context.children if isinstance(c, stackscope.Context)],
        }

    return [[f.funcname, f.lineno, [of_context(c) for c in f.contexts if not c.hide]] for f in stack.frames if not f.hide]
