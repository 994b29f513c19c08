"""Run by gdb, not by itself: prints the members of structs as the debug information of the loaded file has them.

Reads the wanted structs from the file named by $ASYNCTB_STRUCTS (see structs.txt). Prints `struct NAME SIZE`,
`field NAME.PATH OFFSET SIZE` and `bits NAME.PATH BYTE FIRST COUNT` lines; a struct the file does not know is left out.
"""

import fnmatch
import os

import gdb

COMPOSITE = (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION)
# The same everywhere (the head of an object), or not CPython's (members of the C library's types, named __like_this).
UNWANTED = {"ob_base", "_base", "base"}


def find_type(name):
    """The complete type with this typedef name or tag, or None."""
    for spelling in (name, "struct " + name, "union " + name):
        try:
            found = gdb.lookup_type(spelling).strip_typedefs()
        except gdb.error:
            continue
        if found.code in COMPOSITE and found.fields():
            return found
    return None


def pointed_to(path):
    name, _, member = path.rpartition(".")
    holder = find_type(name)
    for field in holder.fields() if holder else ():
        if field.name == member:
            return field.type.strip_typedefs().target().strip_typedefs()
    return None


def members(composite, prefix="", bit=0):
    """Every member and member of a member as (path, bit offset, size in bytes, bits of a bit field or 0)."""
    for field in composite.fields():
        if not hasattr(field, "bitpos"):
            continue
        kind = field.type.strip_typedefs()
        position = bit + field.bitpos
        path = prefix + (field.name or "")
        if field.name:
            yield path, position, max(kind.sizeof, 0), field.bitsize
        if kind.code in COMPOSITE:
            yield from members(kind, path + "." if field.name else prefix, position)


def wanted(path, patterns):
    parts = path.split(".")
    chosen = False
    for pattern in patterns:
        if pattern == "*":
            chosen |= not UNWANTED & set(parts) and not any(part.startswith("__") for part in parts)
        elif pattern.startswith("!"):
            chosen &= not fnmatch.fnmatchcase(path, pattern[1:])
        else:
            # A star stands for a part of one name: `ht_*` does not take `ht_type.tp_name`.
            chosen |= pattern.count(".") == path.count(".") and fnmatch.fnmatchcase(path, pattern)
    return chosen


def show(name, composite, patterns):
    print("struct", name, composite.sizeof)
    for path, position, size, bits in members(composite):
        if not wanted(path, patterns):
            continue
        if bits:
            print("bits", name + "." + path, position // 8, position % 8, bits)
        else:
            print("field", name + "." + path, position // 8, size)


with open(os.environ["ASYNCTB_STRUCTS"]) as lines:
    for line in lines:
        words = line.split("#")[0].split()
        if not words:
            continue
        if len(words) > 2 and words[1] == "=":
            found, patterns = pointed_to(words[2]), words[3:]
        else:
            found, patterns = find_type(words[0]), words[1:]
        if found is not None:
            show(words[0], found, patterns)
