"""What the library stackscope sees of the tasks of Trio from within."""


def by_stackscope(root):
    import stackscope

    def of_context(context):
        return {
            "line": context.start_line,
            "type": type(context.obj).__name__,
            "leaving": context.is_exiting,
            "inner": of_frames(context.inner_stack) if context.inner_stack is not None else [],
            "tasks": sorted(of_stack(c) for c in context.children if isinstance(c, stackscope.Stack)),
            "managers": [of_context(c) for c in context.children if isinstance(c, stackscope.Context)],
        }

    def of_frames(stack):
        return [
            [f.funcname, f.lineno, [of_context(c) for c in f.contexts if not c.hide]] for f in stack.frames if not f.hide
        ]

    trees = {}

    def of_stack(stack):
        trees[stack.root.name] = of_frames(stack)
        return stack.root.name

    stack = stackscope.extract(root, recurse_child_tasks=True)
    of_stack(stack)
    return trees
