"""The layout tables as values."""


class CannotDerive(Exception):
    """A table cannot be made from this Python; the message says why."""


class Table:
    """Structs by name: each a size and its members, in the order they were found."""

    def __init__(self):
        self.header = []
        self.facts = []
        self.sizes = {}
        self.members = {}

    def add(self, lines):
        """Takes lines in the form of the files; the first that tells of a struct holds."""
        known = set(self.sizes)
        for line in lines:
            words = line.split()
            if not words:
                continue
            if line.startswith("#"):
                self.header.append(line.strip())
                continue
            if words[0] in ("version", "arch"):
                self.facts.append(line.strip())
                continue
            name = words[1].split(".")[0]
            if name in known:
                continue
            if words[0] == "struct":
                self.sizes[name] = int(words[2])
                self.members.setdefault(name, {})
            else:
                self.members.setdefault(name, {})[words[1]] = (words[0],) + tuple(words[2:])

    def text(self):
        lines = self.header + self.facts
        for name, members in self.members.items():
            if not members and name not in self.sizes:
                continue
            if name in self.sizes:
                lines.append("struct %s %d" % (name, self.sizes[name]))
            lines += [" ".join((values[0], path) + values[1:]) for path, values in members.items()]
        return "\n".join(lines) + "\n"

    def offset(self, path):
        values = self.members.get(path.split(".")[0], {}).get(path)
        return int(values[1]) if values else None

    @property
    def release(self):
        return self.header[0].split()[2] if self.header else None

    def count(self):
        return len(self.sizes), sum(map(len, self.members.values()))


def read_table(path):
    table = Table()
    with open(path) as file:
        table.add(file)
    return table


def same(expected, values):
    """Do a member of a table and one the probe found mean the same place?"""
    if expected[0] == "field" and values[0] == "bits":
        # A number that is 0 or 1 looks like its lowest bit.
        return values[1:3] == (expected[1], "0")
    if expected[0] == values[0] == "field" and expected[2] != values[2]:
        # The probe sees one item of an array, and in some small numbers more zeros than are theirs.
        return expected[1] == values[1] and (int(expected[2]) == 0 or int(expected[2]) > int(values[2]))
    return expected[:4] == values[:4]


def differences(old, new):
    """Members and structs that both tables know and that differ."""
    for name, size in old.sizes.items():
        if new.sizes.get(name, size) != size:
            yield "struct %s: %d -> %d" % (name, size, new.sizes[name])
    for name, members in old.members.items():
        for path, values in members.items():
            other = new.members.get(name, {}).get(path, values)
            if not same(values, other):
                yield "%s: %s -> %s" % (path, " ".join(values), " ".join(other))
