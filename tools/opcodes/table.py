"""Run by each Python: prints the table of the instructions that its byte code can hold in memory.

    python3.N table.py [--verify]

With --verify it runs programs and compares the code as it lies in memory with the code as it was compiled: each
specialised or instrumented instruction must be one of those the table gives for the compiled one.
"""

import dis
import opcode
import os
import platform
import re
import sys
import sysconfig

V = sys.version_info[:2]
# What stands in the place of any instruction: the instruction itself is kept elsewhere.
STAND_INS = ("INSTRUMENTED_LINE", "INSTRUMENTED_INSTRUCTION", "ENTER_EXECUTOR", "TRACE_RECORD", "DO_TRACING")


def header_numbers():
    """{name: number} of the headers of this Python, {} when they are not there."""
    for name in ("opcode_ids.h", "opcode.h"):
        path = os.path.join(sysconfig.get_path("include"), name)
        if os.path.isfile(path):
            with open(path) as file:
                pairs = re.findall(r"^#define\s+([A-Z][A-Z0-9_]*)\s+\(?(\d+)\)?\s*$", file.read(), re.M)
            if len(pairs) > 20:
                # Limits, and the operators that BINARY_OP takes as its argument, are no instructions.
                return {name: int(number) for name, number in pairs
                        if int(number) < 256 and not re.match("HAVE_ARGUMENT|ENABLE_|MIN_|NB_", name)}
    return {}


def numbers():
    """{name: number} of all that can stand in memory, and the families {base: [specialised]}."""
    named = {name: number for name, number in opcode.opmap.items() if number < 256}
    if V < (3, 11):
        return named, {}
    if V >= (3, 13):
        import _opcode_metadata
        named.update(_opcode_metadata._specialized_opmap)
        return named, _opcode_metadata._specializations
    # These two number the specialised instructions into the gaps that the others leave, in their order.
    limit = 255 if V == (3, 11) else opcode.MIN_INSTRUMENTED_OPCODE
    taken = set(named.values())
    free = (number for number in range(1, limit) if number not in taken)
    for name in opcode._specialized_instructions:
        named[name] = next(free)
    if V == (3, 11):
        named["DO_TRACING"] = 255
    return named, opcode._specializations


def base_of(name, named, families):
    if name in STAND_INS:
        return "*"
    for base, family in families.items():
        if name in family:
            # A specialised form of two instructions at once stands in the place of the first of them.
            return base if base in named else name
    if name.startswith("INSTRUMENTED_") and name[len("INSTRUMENTED_"):] in named:
        return name[len("INSTRUMENTED_"):]
    if "__" in name and name.split("__")[0] in named:
        return name.split("__")[0]
    return name


def caches_of(name, named):
    entries = getattr(opcode, "_inline_cache_entries", ())
    if hasattr(entries, "get"):
        return entries.get(name, 0)
    return entries[named[name]] if named[name] < len(entries) else 0


def table():
    """[(number, name, base, caches)]"""
    named, families = numbers()
    rows = []
    for name, number in sorted(named.items(), key=lambda item: item[1]):
        base = base_of(name, named, families)
        rows.append((number, name, base, 0 if base == "*" else caches_of(base, named)))
    return rows


def is_backward(number):
    test = getattr(dis, "_is_backward_jump", None)
    if test:
        return test(number)
    return "BACKWARD" in opcode.opname[number]


def lines():
    rows = table()
    yield "# CPython %s: the instructions that its byte code can hold in memory, made by tools/opcodes/generate.py. Do not edit." % (
        platform.python_version())
    yield "# Facts: from have_argument on an instruction has an argument; jrel, jabs: relative and absolute jumps, jback: those of"
    yield "# jrel that go back; jump_unit: the bytes that a jump's argument counts in. Then: number, name, name of the compiled"
    yield "# instruction it stands for (* any: that is kept elsewhere), number of the cache entries (2 bytes) that follow it."
    yield "version 3.%d" % V[1]
    yield "have_argument %d" % opcode.HAVE_ARGUMENT
    yield "extended_arg %d" % opcode.EXTENDED_ARG
    yield "jump_unit %d" % (2 if V >= (3, 10) else 1)
    # Some Pythons list the compiled forms only: each other form jumps as the one it stands for.
    compiled = {number: opcode.opmap.get(base, number) for number, _, base, _ in rows}
    relative = [number for number in compiled if {number, compiled[number]} & set(opcode.hasjrel)]
    absolute = [number for number in compiled if {number, compiled[number]} & set(opcode.hasjabs)]
    back = [number for number in relative if is_backward(compiled[number])]
    for name, listed in (("jrel", relative), ("jabs", absolute), ("jback", back)):
        yield " ".join([name] + [str(number) for number in listed])
    for row in rows:
        yield "%d %s %s %d" % row


# --- Verifying -----------------------------------------------------------------------------------------------------


def problems():
    """Sentences on what is wrong with the table, and on what it was compared with."""
    rows = table()
    wrong, notes = [], []
    by_number = {}
    for number, name, _, _ in rows:
        if number in by_number:
            wrong.append("%d is both %s and %s" % (number, by_number[number], name))
        by_number[number] = name
    headers = header_numbers()
    ours = {name: number for number, name, _, _ in rows}
    both = [name for name in ours if name in headers]
    wrong += ["%s is %d, in the header %d" % (name, ours[name], headers[name]) for name in both if ours[name] != headers[name]]
    # Some headers name further macros; instructions they leave out are those of this table that are not in memory.
    if V >= (3, 11) and headers:
        wrong += ["the header has %s %d" % (name, number) for name, number in headers.items() if name not in ours]
    notes.append("%d numbers as in the header" % len(both))
    if V >= (3, 11):
        compared, forms = compare_running(rows, wrong)
        notes.append("%d instructions in memory of %d other forms as compiled" % (compared, len(forms)))
    return wrong, notes


def compare_running(rows, wrong):
    names = {row[0]: row for row in rows}
    codes = set()
    for _ in range(3):
        exercise(codes)
    traced = set()
    before = sys.gettrace()
    sys.settrace(lambda frame, event, argument: None if frame.f_code.co_filename != __file__ else (lambda *_: None))
    try:
        exercise(traced)
        compared, forms = compare(traced, names, wrong)
    finally:
        sys.settrace(before)
    import json.decoder, json.encoder, re as regular, textwrap, tokenize
    for module in (json.decoder, json.encoder, textwrap, tokenize, regular, sys.modules.get("re._parser", regular),
                   sys.modules.get("re._compiler", regular), dis, opcode):
        for thing in list(vars(module).values()) + [f for c in vars(module).values() if isinstance(c, type)
                                                    for f in vars(c).values()]:
            if hasattr(thing, "__code__"):
                codes.add(thing.__code__)
    more, others = compare(codes, names, wrong)
    return compared + more, forms | others


def compare(codes, names, wrong):
    compared, forms = 0, set()
    for code in codes:
        compiled, present = code.co_code, code._co_code_adaptive
        at = 0
        while at < len(compiled):
            _, plain, _, caches = names[compiled[at]]
            row = names.get(present[at])
            if row is None or row[2] not in ("*", plain):
                wrong.append("%s+%d: %s is in memory %s" % (code.co_name, at, plain, row and row[1] or present[at]))
            compared += 1
            if row and row[1] != plain:
                forms.add(row[1])
            at += 2 + 2 * caches
    return compared, forms


def exercise(codes):
    """Runs a program with many kinds of specialised instructions; adds its code objects."""
    def work(count):
        class Point:
            __slots__ = ("x",)
            kind = 1
            def __init__(self, x):
                self.x = x
            @property
            def double(self):
                return self.x * 2
        class Open:
            def __init__(self, y):
                self.y = y
            def get(self):
                return self.y
        total, text, items, mapping = 0, "", [0] * 5, {"a": 1}
        pair = (1, 2)
        for number in range(count):
            first, second = pair
            point, thing = Point(number), Open(1.5)
            total += point.x + point.kind + point.double + first * second - number
            text += "x"
            items[number % 5] = mapping["a"] + items[2]
            mapping["a"] = thing.get() * 2.0 + thing.y
            if not mapping or number == 3 or text == "q" or thing.y > 3.0:
                continue
            total += len(items) + int(isinstance(point, Point))
            for key, value in mapping.items():
                total += len(key)
            for item in items:
                total += 1 if item is None else 0
            total += sum(value for value in pair) + max(first, second)
            [value for value in (1, 2)].append(number)
            str(number), type(number), tuple(pair)
        return work.__code__, Point.__init__.__code__, Open.get.__code__, Point.double.fget.__code__
    def yielding(count):
        for number in range(count):
            yield number
    def delegating(count):
        yield from yielding(count)
    codes.update(work(200))
    for _ in range(60):
        list(delegating(5))
    codes.update((work.__code__, yielding.__code__, delegating.__code__))
    import json, textwrap
    for _ in range(50):
        json.loads(json.dumps({"a": [1, 2.5, None, {"b": "text"}]}, indent=1))
        textwrap.fill("some words " * 10)
        re.compile("(a|b)+[c-e]{%d}" % len(codes))


if __name__ == "__main__":
    if "--verify" in sys.argv[1:]:
        wrong, notes = problems()
        print("; ".join(notes))
        for sentence in wrong:
            print("wrong: " + sentence)
        sys.exit(1 if wrong else 0)
    print("\n".join(lines()))
