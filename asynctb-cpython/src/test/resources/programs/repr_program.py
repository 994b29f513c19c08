"""Prints the repr() of each of its values, one a line, then waits. Values[n] is line n."""
import collections
import enum
import functools
import json
import pathlib
import sys


class Colour(enum.Enum):
    RED = 1


class Error(ValueError):
    pass


class Slotted:
    __slots__ = ("kept", "missing")

    def __init__(self):
        self.kept = "in a slot"


class Queue(collections.deque):
    pass


Pair = collections.namedtuple("Pair", "x y")
Single = collections.namedtuple("Single", "x")
Empty = collections.namedtuple("Empty", "")


class Named(Pair):
    pass


class Bare(tuple):
    pass


class Plain:
    word = "of the class"

    def __init__(self):
        self.own = [1, 2]

    def method(self):
        return self


def function():
    captured = 5

    def inner():
        return captured

    return inner


async def coroutine():
    pass


def generator():
    yield 1


recursive = [1]
recursive.append(recursive)
touched = pathlib.PurePosixPath("/var/log", "a.txt")
str(touched)
plain = Plain()
waiting = coroutine()

VALUES = [
    None, True, False, Ellipsis, NotImplemented,
    0, 1, -1, 2 ** 30, -(2 ** 30), 2 ** 62, 2 ** 64, -(10 ** 40), 123456789012345678901234567890,
    0.0, -0.0, 1.0, 1.5, -2.25, 1e16, 1e-5, 123456789.125, 1e300, 5e-324, float("inf"), float("-inf"), float("nan"), 0.1, 1e22, 100000.0,
    1 + 2j, 1.5 - 2j,
    "", "plain", "it's", 'say "hi"', "both ' and \"", "new\nline\ttab\\", "\x00\x1f\x7f", "caf\u00e9", "\u4f60\u597d", "\U0001f40d", "\ud800",
    b"", b"abc", b"\x00\xff'\n", bytearray(b"xy"),
    (), (1,), (1, "two", None), [], [1, [2, [3]]], {}, {"a": 1, 2: [3]}, {1}, frozenset(), frozenset({1}),
    collections.deque([1, 2, 3]), collections.deque([1], maxlen=3), collections.deque(maxlen=0),
    Pair(1, [Pair(2, None)]), Single("x"), Empty(), Named(3, 4), Bare((1, 2)),
    "\u202eevil\u2066", "\u2028\u2029\u00a0\u3000", "\ue000\u0378", "\U000e0001", "zero\u200bwidth", "soft\u00adhyphen",
    range(0, 10, 2), slice(1, None, 2), int, Plain, Error, type,
    len, [].append, print, function, function(), Plain.method, plain.method, waiting, generator(),
    functools.partial(print, 1, 2),
    Colour.RED, Error("bad", 3), ValueError(), pathlib.PurePosixPath("/etc/hosts"), pathlib.PurePosixPath("a"), touched,
    plain, Slotted(), object(), recursive,
]
if sys.version_info >= (3, 7):
    import dataclasses

    @dataclasses.dataclass
    class Point:
        x: int
        y: list

    VALUES.append(Point(1, ["a"]))
    VALUES.append(Queue([1], 2))

sharing = [Plain() for _ in range(3)]
sharing[1].late = "added later"
sharing[2].__dict__["through"] = "the dictionary"


class Property:
    @property
    def computed(self):
        return 1


PATHS = {
    "plain.own[1]": plain.own[1],
    "plain.own[-2]": plain.own[-2],
    "plain.word": plain.word,
    "sharing[1].late": sharing[1].late,
    "sharing[2].through": sharing[2].through,
    "sharing[0].own": sharing[0].own,
    "slotted.kept": "in a slot",
    "table[\"key\"][7]": "by number",
    "queue[2]": 30,
    "Plain.word": "of the class",
}
slotted = Slotted()
table = {"key": {7: "by number"}, 3: 4}
queue = collections.deque([10, 20, 30])
properties = Property()

if __name__ == "__main__":
    for value in VALUES:
        print(json.dumps(repr(value)))
    for path in sorted(PATHS):
        print(path + "\t" + json.dumps(repr(PATHS[path])))
    print("ready", flush=True)
    sys.stdin.read()
    waiting.close()
