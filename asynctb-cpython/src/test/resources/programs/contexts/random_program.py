"""Writes programs of nested with blocks, loops, tries and jumps for stepper.py, the same ones for the same seed."""

import random

HEADER = '''
counter = []
tick = lambda: counter.append(0) or len(counter)


class Holder:
    pass


def s_random():
    d = {}
    o = Holder()
    x = y = 0
    del counter[:]
'''


class Writer:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.managers = 0
        self.left = self.random.randint(6, 30)

    def out(self, depth, text):
        self.lines.append("    " * depth + text)

    def manager(self, kind):
        self.managers += 1
        name = "m%d" % self.managers
        swallow = ", swallow=True" if self.random.random() < 0.25 else ""
        target, result = self.random.choice(
            [
                (None, ""),
                (None, ""),
                ("a%d" % self.managers, ""),
                ("a%d" % self.managers, ""),
                ("b", ""),
                ("d['k']", ""),
                ("d[x, 1]", ""),
                ("o.part", ""),
                ("(p, q)", ", result=[1, 2]"),
                ("(p, (q, *r))", ", result=[1, [2, 3]]"),
            ]
        )
        text = '%s("%s", %s%s%s)' % (kind, name, '"%s"' % target if target else None, swallow, result)
        return text + (" as " + target if target else "")

    def block(self, depth, loops, finals):
        for _ in range(self.random.randint(1, 3)):
            if self.statement(depth, loops, finals):
                return

    def statement(self, depth, loops, finals):
        """Writes one statement; true if nothing behind it is reached."""
        self.left -= 1
        choice = self.random.random()
        if self.left < 0 or depth > 8:
            self.out(depth, "pause()")
            return False
        if choice < 0.40:
            kind = self.random.choice(["M", "M", "M", "S"])
            items = ", ".join(self.manager(kind) for _ in range(self.random.choice([1, 1, 1, 2, 3])))
            self.out(depth, "with %s:" % items)
            self.block(depth + 1, loops, finals)
        elif choice < 0.50:
            self.out(depth, "for i%d in range(2):" % depth)
            self.block(depth + 1, loops + 1, finals)
            if self.random.random() < 0.2:
                self.out(depth, "else:")
                self.block(depth + 1, loops, finals)
        elif choice < 0.55:
            self.out(depth, "w%d = 0" % depth)
            self.out(depth, "while w%d < 2:" % depth)
            self.out(depth + 1, "w%d += 1" % depth)
            self.block(depth + 1, loops + 1, finals)
        elif choice < 0.65:
            self.out(depth, "if tick() % 2:")
            self.block(depth + 1, loops, finals)
            if self.random.random() < 0.5:
                self.out(depth, "else:")
                self.block(depth + 1, loops, finals)
        elif choice < 0.80:
            self.attempt(depth, loops, finals)
        elif choice < 0.88:
            self.jump(depth, loops, finals)
        elif choice < 0.94:
            self.out(depth, "pause()")
        else:
            self.out(depth, "x = (x + tick()) % 7 if x else len(d)")
        return False

    def attempt(self, depth, loops, finals):
        self.out(depth, "try:")
        self.block(depth + 1, loops, finals)
        caught = self.random.random() < 0.7
        if caught:
            self.out(depth, self.random.choice(["except Boom:", "except Boom as error:"]))
            self.block(depth + 1, loops, finals)
            if self.random.random() < 0.3:
                self.out(depth, "else:")
                self.block(depth + 1, loops, finals)
        if not caught or self.random.random() < 0.3:
            self.out(depth, "finally:")
            self.block(depth + 1, 0, finals + 1)

    def jump(self, depth, loops, finals):
        jumps = ["raise Boom('own')"]
        if not finals:
            jumps += ["return", "return tick()"]
        if loops:
            jumps += ["break", "continue"] * 2
        if self.random.random() < 0.8:
            self.out(depth, "if tick() %% %d == 0:" % self.random.randint(2, 3))
            depth += 1
        self.out(depth, self.random.choice(jumps))


def write(seed):
    writer = Writer(seed)
    while writer.left > 0:
        writer.statement(1, 0, 0)
    writer.out(1, "pause()")
    return HEADER + "\n".join(writer.lines) + "\n"


if __name__ == "__main__":
    import sys

    print(write(int(sys.argv[1])))
