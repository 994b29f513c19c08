"""Programs by chance, and the same ones for the same seed and Python.

    generated.py SEED FIRST COUNT FOLDER

writes the programs FIRST to FIRST + COUNT - 1 of the seed as modules into the folder, imports them all, starts the thread
of each and serves the oracle. Each module has suspended generators, coroutines and async generators, and a thread that
rests, below chains of calls of every kind. Programs are made from the innermost function outwards. What they compute has
no meaning; where the calls stand (in multi-line expressions and statements, loops, handlers, behind many instructions or
lines) is what line and column tables are read for.
"""
import importlib
import os
import random
import sys
import threading

import support

VERSION = sys.version_info[:2]


class Expression:
    """Text in parentheses or a call, with what decides where it may stand."""

    def __init__(self, text, yields=False, awaits=False, comprehension=False):
        self.text = text
        self.yields = yields
        self.awaits = awaits
        self.comprehension = comprehension  # an async one; these do not nest before 3.11

    def within(self, text):
        return Expression(text, self.yields, self.awaits, self.comprehension)


class Function:
    """A function that was generated: its kind and the expression that names it."""

    def __init__(self, kind, reference, handler=None):
        self.kind = kind
        self.reference = reference
        self.handler = handler  # of an async generator that goes on inwards when something is thrown into it: its clause


class Generator:
    """Makes the source of one module."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.number = 0
        self.unit = self.random.choice(["    ", "    ", "  ", " ", "\t"])
        self.latin = self.random.random() < 0.1
        self.blocked = False

    # --- pieces of text

    def chance(self, probability):
        return self.random.random() < probability

    def name(self, prefix):
        self.number += 1
        return "%s_%d" % (prefix, self.number)

    def gap(self):
        """What may stand between two tokens in brackets."""
        return self.random.choice(
            ["", "", "", " ", "  ", "\n", "\n   ", "\n\n", " # comment\n\n# another\n ", "\\\n ", "\n" * self.jump()]
        )

    def jump(self):
        return self.random.choice([1, 2, 3, 5, 40, 126, 127, 128, 129, 254, 255, 256, 300] + [2500] * self.chance(0.1))

    def word(self):
        return self.random.choice(["'é'", "'plain'"] if self.latin else ["'é'", "'日本'", "'𐎀' ", "'plain'"])

    def indent(self, lines):
        return [self.unit + line if line else line for line in lines]

    # --- from a call to a statement

    def expression(self, inner, asynchronous, depth=0):
        """The expression somewhere within a larger one that begins to be evaluated before it and ends behind it."""
        if depth == 3 or self.chance(0.3):
            return inner
        text = inner.text
        g = self.gap
        forms = [
            "({0}{text}{1})",
            "[{0}1,{1}{text}{2},{3}2]",
            "combine({0}1,{1}{text}{2},{3}*[1, 2], **{{'k':{4}3}})",
            "combine({0}key={1}{text}{2},{3}other=combine({4}))",
            "combine({0}{word}, {text}{1})",
            "{{'a':{0}1, 'b':{1}{text}{2}}}",
            "({0}1 if {1}{text}{2} else{3} 2)",
            "({0}0 or{1} {text}{2} or{3} 3)",
            "({0}1 <{1} 2 < {2}{text}{3})",
            "combine({0})[{1}{text}{2}:{3}]",
            "combine({0})({1}{text}{2})",
            "combine({0}*{1}{text}{2})",
            "(combine() * {text})",
            "(lambda v:{0} v)({1}{text}{2})",
            "[{0}x for x in{1} [{2}{text}{3}]{4}]",
            "sorted({0}[{text}], key={1}lambda {2}v:{3} 1)",
            "('%s' % {text})",
        ]
        plain = not inner.yields and not inner.awaits
        comprehension = inner.comprehension
        if plain or (inner.awaits and not inner.yields and asynchronous and not comprehension and VERSION >= (3, 8)):
            inside = ["[{0}{text}{1} for _ in{2} [1]]", "{{{0}1:{1} {text} for _ in{2} [1] if{3} 1}}"]
            if self.chance(0.25):
                forms = inside
                comprehension = inner.awaits
        if plain:
            forms.append("(lambda:{0} {text}{1})()")
            forms.append("next({0}{text}{1} for _ in [1])")
        if VERSION >= (3, 12):
            forms.append("f'{{ {text} }}'")
        elif VERSION >= (3, 7) and not set(text) & set("\n\\'\"#!:{}"):
            forms.append("f'''a {{{text}}}\n'''")
        form = self.random.choice(forms)
        outer = Expression(
            form.format(g(), g(), g(), g(), g(), text=text, word=self.word()), inner.yields, inner.awaits, comprehension
        )
        return self.expression(outer, asynchronous, depth + 1)

    def statement(self, inner, kind):
        asynchronous = kind in ("coroutine", "agen")
        text = self.expression(inner, asynchronous).text
        forms = [
            ["{0}"],
            ["value = {0}"],
            ["value, *others = 1, {0}"],
            ["value += {0}"],
            ["first = second = {0}; third = 1"],
            ["box[{0}] = 1"],
            ["box['a'] = box['b'] = {0}"],
            ["assert {0}, 'message'"],
            ["del box[{0}]"],
            ["raise ValueError({0})"],
            ["combine({0},", "", "  end='')"],
            ["if {0}:", ">pass", "elif 1:", ">pass"],
            ["if combine():", ">pass", "elif {0}:", ">pass"],
            ["while {0}:", ">break"],
            ["for x in ({0},):", ">pass", "else:", ">pass"],
            ["with manager({0}) as x, manager(", "2) as y:", ">pass"],
            ["with manager(1), manager({0}):", ">pass"],
            ["def inner(a={0}, *, b=2):", ">pass"],
            ["@decorate({0})", "@identity", "def inner():", ">pass"],
            ["@identity", "@decorate(1, {0})", "class Inner(object):", ">pass"],
            ["class Inner(combine({0}) and object):", ">x = 1"],
            ["value = 1; value = 2; value = {0}; value = 3"],
            ["value = {0} if box is not None else \\", "  1"],
        ]
        if kind != "agen":
            forms += [["return {0}"], ["return 1, {0}"]]
        if asynchronous:
            forms += [["async with AsyncManager({0}):", ">pass"]]
        if not inner.yields and not inner.awaits:
            forms += [["class Inner:", ">a = 1", ">b = {0}", ">def method(self):", ">>pass"]]
        if VERSION >= (3, 8):
            forms += [["if (value := {0}):", ">pass"]]
        if VERSION >= (3, 10):
            forms += [
                ["match {0}:", ">case [1, 2]:", ">>pass", ">case _:", ">>pass"],
                ["match 1:", ">case x if {0}:", ">>pass"],
            ]
        lines = []
        for line in self.random.choice(forms):
            bare = line.lstrip(">")
            lines += (self.unit * (len(line) - len(bare)) + bare.replace("{0}", text)).split("\n")
        return lines

    def compound(self, lines, kind, depth=0):
        """The statement within others."""
        if depth == 3 or self.chance(0.35):
            return lines
        asynchronous = kind in ("coroutine", "agen")
        inside = self.indent(self.fillers(2) + lines + self.fillers(2))
        deeper = self.indent(inside)
        one = self.unit
        forms = [
            ["for i in range(3):"] + self.indent(self.fillers(2)) + [one + "if i == 1:"] + deeper,
            ["while True:"] + inside + [one + "break"],
            ["n = 0", "while n < 3:", one + "n += 1", one + "if n < 2:", one * 2 + "continue"] + inside,
            ["try:"] + inside + ["finally:", one + "value = 1"],
            ["try:", one + "raise KeyError", "except KeyError as error:"] + inside,
            ["try:", one + "raise KeyError", "except (ValueError,", "        KeyError):"] + inside + ["else:", one + "pass"],
            ["try:", one + "pass", "finally:"] + inside,
            ["try:", one + "pass", "except ValueError:", one + "pass", "else:"] + inside,
            ["with manager(1) as x, \\", "     manager(2):"] + inside,
            ["if combine():", one + "pass", "elif combine(1):"] + inside + ["else:", one + "pass"],
            ["for i in [1, 2]:", one + "for j in [", "", "3]:"] + deeper,
        ]
        if asynchronous:
            forms.append(["async with AsyncManager(", "1):"] + inside)
        if VERSION >= (3, 10):
            forms.append(["match 5:", one + "case 4:", one * 2 + "pass", one + "case 5 | 6:"] + deeper)
        return self.compound(self.random.choice(forms), kind, depth + 1)

    def fillers(self, most, long=False):
        lines = []
        for _ in range(self.random.randrange(most + 1)):
            n = self.random.randrange(1000)
            lines += self.random.choice(
                [
                    ["local_%d = %d" % (n, n)],
                    ["local_%d = [" % n, "", "1,", "  2] + [3]"],
                    [""] * self.jump(),
                    ["# comment", ""],
                    ["value = 1; value = 2"],
                    ["'''a string", "", "over several lines'''"],
                    ["value = {n: n for n in range(3)", "         if n}"],
                    ["for k in range(2):", self.unit + "value = k", ""],
                    ["def local_%d(a, b=1): return a" % n],
                    ["if value is None: value = 2", "else: value = combine(value)"],
                    ["value = combine(", "  lambda: 1,", ")[1](", ")"],
                    ["try: value = 1", "finally: value = 2"],
                    ["class Local: x = 1"],
                ]
            )
        if long and self.chance(0.15):
            for n in range(self.random.choice([100, 300])):
                lines.append("long_%d = combine(%d.5, value)" % (n, n))
                if n % 50 == 49:
                    lines.append("if value == %d.75: value = '%d'" % (n, n))
        return lines

    # --- from a function to a call of it

    def call(self, function, kind):
        """An expression of a function of this kind that goes on into the other one."""
        name = function.reference
        arguments = self.random.choice(["", "", "1", "1, 2", "*[1, 2]", self.gap() + "3," + self.gap()])
        made = "%s(%s)" % (name, arguments)
        asynchronous = kind in ("coroutine", "agen")
        options = []
        callee = function.kind
        if asynchronous:
            if callee in ("coroutine", "types"):
                options.append(("(await %s)" % made, "a"))
            if callee == "coroutine":
                options += [
                    ("(await%sAwaited(%s))" % (self.random.choice([" ", "\\\n "]), name), "a"),
                    ("(await Delegated(%s))" % name, "a"),
                    ("(await Anext(%s).__anext__())" % name, "a"),
                    ("[x async for x in%s Anext(%s)]" % (self.gap(), name), "ac"),
                ]
                if VERSION >= (3, 10):
                    options += [("(await anext(Anext(%s)%s))" % (name, d), "a") for d in ("", ", None", ", combine()")]
            if callee == "agen" and not function.handler:
                options += [
                    ("(await %s.asend(None))" % made, "a"),
                    ("(await %s.__anext__())" % made, "a"),
                    ("[x async for x in%s %s]" % (self.gap(), made), "ac"),
                    ("{x:%s 1 async for x in %s if x}" % (self.gap(), made), "ac"),
                ]
                if VERSION >= (3, 10):
                    options += [("(await anext(%s%s))" % (made, d), "a") for d in ("", ", None", ", combine()")]
            if callee == "gen":
                options.append(("(await types.coroutine(%s)(%s))" % (name, arguments), "a"))
        if kind in ("gen", "types"):
            if callee in ("gen", "types") or kind == "types" and callee == "coroutine":
                options.append(("(yield from %s)" % made, "y"))
                options.append(("(yield from%s%s)" % (self.random.choice(["\\\n ", "\t"]), made), "y"))
            if callee == "coroutine":
                options.append(("(yield from %s.__await__())" % made, "y"))
            if kind == "types" and callee == "agen" and not function.handler:
                options.append(("(yield from %s.asend(None))" % made, "y"))
        if self.blocked:
            options += [(form, "") for form in self.drivers(function, made)]
        text, traits = self.random.choice(options)
        return Expression(text, "y" in traits, "a" in traits, "c" in traits)

    def drivers(self, function, made):
        """Calls that run the function to its end without awaiting it."""
        name = function.reference
        callee = function.kind
        if callee == "plain":
            return [
                made,
                made,
                made,
                "list(map(%s, [1]))" % name,
                "sorted([2, 1], key=%s)" % name,
                "functools.reduce(%s,%s [1, 2])" % (name, self.gap()),
                "functools.partial(%s, 1)()" % name,
                "re.sub('a', %s, 'bab')" % name,
                "json.loads('{}', object_hook=%s)" % name,
                "min([1, 2], key=%s)" % name,
                "next(iter(%s, None))" % name,
                "Operators(%s)()" % name,
                "Operators(%s).attribute" % name,
                "(Operators(%s) +%s 1)" % (name, self.gap()),
                "(1 -%s Operators(%s))" % (self.gap(), name),
                "Operators(%s)[%s1]" % (name, self.gap()),
                "(1 in Operators(%s))" % name,
                "len(Operators(%s))" % name,
                "(Operators(%s) ==%s 1)" % (name, self.gap()),
                "{Operators(%s): 1}" % name,
                "str(Operators(%s))" % name,
                "'{:>3}'.format(Operators(%s))" % name,
                "[*Operators(%s)]" % name,
                "(not%s Operators(%s))" % (self.gap(), name),
                "(1 if Operators(%s) else%s 2)" % (name, self.gap()),
            ]
        if callee in ("gen", "types"):
            return [
                form % made
                for form in (
                    "list(%s)",
                    "next(%s)",
                    "[x for x in %s]",
                    "{x: 1 for x in %s}",
                    "sum(x for x in %s)",
                    "%s.send(None)",
                    "[*%s]",
                    "sorted(%s)",
                    "any(%s)",
                    "(lambda g: next(g))(%s)",
                )
            ]
        if callee == "coroutine":
            return ["%s.send(None)" % made, "next(%s.__await__())" % made, "list(Awaited(%s).__await__())" % name]
        if function.handler:
            return []
        return ["%s.asend(None).send(None)" % made, "next(iter(%s.__anext__().__await__()))" % made]

    # --- functions

    def leaf(self, kind):
        if self.blocked:
            return Expression(self.random.choice(["rest()", "rest(1)", "rest(%s*[])" % self.gap()]))
        if kind in ("gen", "types"):
            return Expression(
                self.random.choice(
                    ["(yield reached())", "(yield%s)" % self.random.choice([" reached(),", " (\nreached())"]),
                     "(yield from reached([1, 2]))", "(yield from reached(range(3)))",
                     "(yield from Countdown(reached(5)))", "(yield from reached({'a': 1}))",
                     "(yield from (x for x in reached([1, 2])))", "(yield from map(reached, [1, 2]))"]
                ),
                yields=True,
            )
        return Expression("(await trap(reached(%s)))" % self.random.choice(["", "1", self.gap()]), awaits=True)

    def body(self, kind, inner, handler):
        lines = ["'''Says nothing.", "'''"] if self.chance(0.5) else []
        lines += ["value = 1", "box = {}"]
        lines += self.fillers(4, long=True)
        if not self.blocked and kind == "gen" and self.chance(0.3):
            lines.append(self.random.choice(["yield 1", "other = yield", "yield (", "yield from [1, 2]"]))
            if lines[-1] == "yield (":
                lines += ["", "  1)"]
        if not self.blocked and kind in ("coroutine", "agen") and self.chance(0.3):
            lines.append("await trap()")
        statement = self.compound(self.statement(inner, kind), kind)
        if handler:
            lines += ["try:", self.unit + "yield 1", handler] + self.indent(statement)
        else:
            lines += statement
        lines += self.fillers(2)
        if kind in ("gen", "types"):
            lines += ["if 0: yield"]
        elif kind == "agen":
            lines += ["yield 2"]
        else:
            lines += ["return value"]
        return lines

    def function(self, kind, callee):
        """Adds a function that goes on into callee, or comes to its end if that is None."""
        if callee is not None and callee.handler:
            return self.user_of_handler(callee)
        inner = self.leaf(kind) if callee is None else self.call(callee, kind)
        handler = None
        if kind == "agen" and not self.blocked and self.chance(0.3):
            handler = self.random.choice(["except KeyError:", "finally:"])
        if kind == "plain" and self.chance(0.15):
            name = self.name("function")
            self.lines += ("%s = lambda *a, **k:%s (%s%s)" % (
                name, " ", self.gap(), self.expression(inner, False).text)).split("\n")
            return Function(kind, name)
        return self.place(kind, self.body(kind, inner, handler), handler)

    def user_of_handler(self, callee):
        ends = ["athrow(KeyError)", "athrow(%sKeyError())" % self.gap()]
        end = self.random.choice(ends + ["aclose()", "aclose()"] * (callee.handler == "finally:"))
        lines = ["agen = %s()" % callee.reference, "await agen.asend(None)", "value = 1", "box = {}"]
        lines += self.compound(self.statement(Expression("(await agen.%s)" % end, awaits=True), "coroutine"), "coroutine")
        return self.place("coroutine", lines, None)

    def place(self, kind, body, handler):
        """Puts the function at the top, into a class, a closure or executed code."""
        name = self.name(self.random.choice(["function", "größe"]))
        parameters = self.random.choice(
            ["*args, **named", "*args", "a=1, *args", "a=1,\n\n b=2, *args, c=3", "cls=1, *args", "self=None, *args"]
        )
        decorators = []
        if kind == "types":
            decorators = ["@types.coroutine"]
        for _ in range(self.random.choice([0, 0, 0, 1, 2])):
            decorators += self.random.choice([["@identity"], ["@decorate(1,", "", "  2)"], ["@decorate(", ")"]])
        if kind == "coroutine" and self.chance(0.15):
            decorators.append("@wrapping_coroutine")
        elif kind != "types" and self.chance(0.1):
            decorators.append("@wrapping")
        generic = "[T]" if VERSION >= (3, 12) and self.chance(0.1) else ""
        keyword = "async def" if kind in ("coroutine", "agen") else "def"
        where = self.random.choice(["top", "top", "method", "class", "static", "closure", "executed", "nested"])
        if where in ("method", "class", "nested"):
            first = self.random.choice(["self", "self", "this"]) if where != "class" else "cls"
            parameters = first + ", *args"

        def definition(extra=()):
            header = ("%s %s%s(%s):" % (keyword, name, generic, parameters)).split("\n")
            return list(extra) + decorators + header + self.indent(body)

        if where == "top":
            self.lines += definition()
            return Function(kind, name, handler)
        if where == "closure":
            maker = self.name("maker")
            self.lines += ["def %s(a, value=1):" % maker, *self.indent(self.fillers(2))]
            self.lines += self.indent(definition()) + [self.unit + "return %s" % name]
            return Function(kind, "%s(1)" % maker, handler)
        if where == "executed":
            names = self.name("NAMES")
            source = "\n" * self.random.randrange(3) + "\n".join(definition()) + "\n"
            own_module = self.random.choice(["", "", ", __name__='made.up'"])
            self.lines.append("%s = dict(globals()%s)" % (names, own_module))
            self.lines.append("exec(compile(%r, %r, 'exec'), %s)" % (source, "<%s>" % names, names))
            return Function(kind, "%s[%r]" % (names, name), handler)
        owner = self.name("Class")
        extra = {"class": ["@classmethod"], "static": ["@staticmethod"]}.get(where, [])
        inside = self.indent(definition(extra))
        if where == "nested":
            inside = self.indent(["class Inner:"] + inside)
        self.lines += ["class %s:" % owner] + inside
        reference = {"method": "%s().%s", "nested": "%s.Inner().%s"}.get(where, "%s.%s") % (owner, name)
        return Function(kind, reference, handler)

    def chain(self, kinds, depth):
        """Functions that go on into each other; returns the outermost."""
        function = self.function(self.random.choice(kinds), None)
        for _ in range(depth):
            if self.chance(0.5):
                self.lines += [""] * self.jump()
            callee = function.kind
            possible = [kind for kind in kinds if self.can_enter(kind, callee, function.handler)]
            function = self.function(self.random.choice(possible), function)
        if function.handler:
            function = self.function("coroutine", function)
        return function

    def can_enter(self, kind, callee, handler):
        if handler:
            return kind == "coroutine"
        if self.blocked:
            return True
        return {
            "gen": callee in ("gen", "types", "coroutine"),
            "types": True,
            "coroutine": True,
            "agen": True,
        }[kind]

    def module(self):
        self.lines = ["# -*- coding: %s -*-" % ("latin-1" if self.latin else "utf-8")]
        self.lines += ["import functools, json, re, types", "from support import *", "value = 1"]
        objects = []
        for _ in range(self.random.randrange(2, 6)):
            self.blocked = False
            function = self.chain(["gen", "types", "coroutine", "agen"], self.random.randrange(0, 9))
            if function.kind in ("gen", "types") and self.chance(0.5):
                function = self.function(self.random.choice(["gen", "coroutine", "types"]), function)
            objects.append("(%s, %r, %d)" % (function.reference, function.kind, self.random.choice([-1, 0, 0, 0, 0, 0, 1, 2])))
        self.blocked = True
        function = self.chain(["plain", "plain", "plain", "gen", "types", "coroutine", "agen"], self.random.randrange(1, 12))
        if function.kind != "plain":
            function = self.function("plain", function)
        self.lines += ["MADE = [%s]" % ",\n".join(objects), "RUN = %s" % function.reference]
        return "\n".join(self.lines) + "\n"


def write(seed, number, folder):
    generator = Generator("%s/%d" % (seed, number))
    path = os.path.join(folder, "generated_%04d.py" % number)
    source = generator.module()
    newline = generator.random.choice(["\n", "\n", "\r\n"])
    with open(path, "w", encoding="latin-1" if generator.latin else "utf-8", newline=newline) as file:
        file.write(source)
    # Older than the process that runs it, as programs are.
    os.utime(path, (10**9, 10**9))


def step(made, kind, more):
    """Drives what a function made until it is suspended at the end of its chain, and then some steps more; -1: not at all."""
    del support.REACHED[:]
    sent = made
    while more >= 0:
        try:
            if kind == "agen" and sent is made:
                sent = made.asend(None)
            sent.send(None)
        except StopIteration:
            if kind != "agen":
                return
            sent = made
        except Exception:
            if not support.REACHED:
                raise
            return
        if support.REACHED:
            more -= 1


def run(function):
    """Runs what never returns."""
    try:
        function()
    except BaseException:
        sys.excepthook(*sys.exc_info())
    sys.stderr.write("a thread did not come to rest\n")
    os._exit(1)


def main(seed, first, count, folder):
    import oracle
    from resting import rest

    sys.path.insert(0, folder)
    objects = {}
    for number in range(int(first), int(first) + int(count)):
        write(seed, number, folder)
        module = importlib.import_module("generated_%04d" % number)
        for index, (make, kind, steps) in enumerate(module.MADE):
            made = make()
            step(made, kind, steps)
            objects["%d.%d" % (number, index)] = made
        threading.Thread(target=run, args=(module.RUN,), name="program %d" % number, daemon=True).start()
    globals()["OBJECTS"] = objects
    oracle.serve(objects)
    rest()


if __name__ == "__main__":
    main(*sys.argv[1:])
