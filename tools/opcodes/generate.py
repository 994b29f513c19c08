#!/usr/bin/env python3
"""Writes the tables of CPython's instructions, one file for each minor version.

    tools/opcodes/generate.py [--check] [--python PATH]...

Each Python tells of itself (table.py, which also says what the lines mean). Before a table is written it is compared
with the numbers in the headers, and with code of running programs as it lies in memory.

--check writes nothing: it makes the tables again and compares them with those that are there. Exit status 1: a table
differs, or a Python does not do what its table says. Byte code does not change within a minor version, so tables made
from another patch release must be the same too.

The Pythons are found as tools/layouts/generate.py finds them.
"""

import argparse
import difflib
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "pythons"))

from find import MINORS, ProgramFailed, candidates, run

RESOURCES = os.path.normpath(
    os.path.join(HERE, "../../asynctb-cpython/src/main/resources/asynctb/cpython/opcode"))
TABLE = os.path.join(HERE, "table.py")


def without_release(text):
    """The lines, with no word of the patch release they were made from."""
    return re.sub(r"^(# CPython 3\.\d+)\S*", r"\1", text).splitlines(True)


def check(path, text, python):
    if not os.path.isfile(path):
        print("there is no table %s" % os.path.basename(path))
        return False
    with open(path) as file:
        old = without_release(file.read())
    new = without_release(text)
    sys.stdout.writelines(difflib.unified_diff(old, new, os.path.basename(path), "made by " + python))
    return old == new


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    parser.add_argument("--python", action="append", metavar="PATH", help="a Python to look at, instead of all")
    options = parser.parse_args()

    done, good = set(), True
    for python in options.python or candidates():
        guess = re.search(r"python3\.(\d+)$", python)
        if not options.python and guess and int(guess.group(1)) in done:
            continue
        try:
            text = run([python, "-I", TABLE])
            verified = run([python, "-I", TABLE, "--verify"]).strip()
        except (OSError, ProgramFailed) as problem:
            print("%s: %s" % (python, problem))
            good = False
            continue
        minor = int(re.search(r"^version 3\.(\d+)$", text, re.M).group(1))
        done.add(minor)
        path = os.path.join(RESOURCES, "cpython-3.%d.opcodes" % minor)
        if options.check:
            same = check(path, text, python)
            good &= same
            print("3.%d: %s; %s" % (minor, "same" if same else "different", verified))
        else:
            os.makedirs(RESOURCES, exist_ok=True)
            with open(path, "w") as file:
                file.write(text)
            print("3.%d: %d instructions; %s" % (minor, len(re.findall(r"^\d", text, re.M)), verified))
    missing = [minor for minor in MINORS if minor not in done]
    if missing and not options.python:
        print("not %s, no Python to do it with: %s"
              % ("checked" if options.check else "made", " ".join("3.%d" % minor for minor in missing)))
    return 0 if good and done else 1


if __name__ == "__main__":
    sys.exit(main())
