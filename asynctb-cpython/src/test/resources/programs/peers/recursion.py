"""Walks down a deep tree, and waits at its bottom."""
import functools
import signal
import threading

signal.alarm(900)  # an orphan ends by itself


class Node:
    def __init__(self, child):
        self.child = child

    def visit(self, visitor, depth=0):
        if self.child is None:
            return visitor(depth)
        if depth % 3 == 0:
            return max(self.children(visitor, depth))
        return self.child.visit(visitor, depth + 1)

    def children(self, visitor, depth):
        yield self.child.visit(visitor, depth + 1)


def bottom(depth):
    print("ready", flush=True)
    threading.Event().wait()


functools.reduce(lambda child, _: Node(child), range(200), Node(None)).visit(bottom)
