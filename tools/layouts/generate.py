#!/usr/bin/env python3
"""Writes the layout tables: where the members of CPython's structs lie, one file for each minor version.

    tools/layouts/generate.py [--check] [--python PATH]...

Where a Python has debug information, gdb reads the layouts from it. Where it has none but its headers are there, the
headers are compiled with -g for gdb to read, and probe.py, run by that Python, finds what stands in no header. Which
structs and members are written says structs.txt.

--check writes nothing: it derives the tables again and compares them with those that are there. Exit status 1: a
table differs. A table made from another patch release is compared member by member, and differences are only told:
within a minor version layouts may change.

The Pythons are those given by --python, else those in $ASYNCTB_PYTHONS (separated by colons), else pyenv's, those of
tools/pythons/fetch-debian.sh and those on the PATH, the first of each minor version.
"""

import argparse
import difflib
import json
import os
import re
import shutil
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "pythons"))

import confirm
from find import MINORS, ProgramFailed, candidates, run
from elf import sections
from table import CannotDerive, Table, differences, read_table

RESOURCES = os.path.normpath(
    os.path.join(HERE, "../../asynctb-cpython/src/main/resources/asynctb/cpython/layout"))

# Run by the Python in question, which may be as old as 3.6.
FACTS = r"""
import json, platform, sys, sysconfig
import asyncio, _asyncio
mapped = {line.split(None, 5)[5].strip() for line in open("/proc/self/maps") if line.count("/")}
config = sysconfig.get_config_var
print(json.dumps({
    "release": platform.python_version(), "minor": sys.version_info[1], "machine": platform.machine(),
    "executable": sys.executable, "mapped": sorted(path for path in mapped if path.startswith("/")),
    "asyncio": getattr(_asyncio, "__file__", None), "include": sysconfig.get_path("include"),
    # Macros that change structs are not all in pyconfig.h: _Py_TIER2, say, stands on the command line.
    "defines": [word for word in (config("PY_CORE_CFLAGS") or "").split() if word.startswith("-D_Py")],
    "debug": bool(config("Py_DEBUG")), "free_threaded": bool(config("Py_GIL_DISABLED")),
    "implementation": sys.implementation.name, "bits": sys.maxsize.bit_length() + 1, "order": sys.byteorder}))
"""


# --- The Pythons ---------------------------------------------------------------------------------------------------


def facts_of(python):
    try:
        facts = json.loads(run([python, "-I", "-c", FACTS]))
    except (OSError, ValueError, ProgramFailed) as problem:
        raise CannotDerive(str(problem))
    if facts["implementation"] != "cpython" or facts["debug"] or facts["free_threaded"]:
        raise CannotDerive("not a release build of CPython with the GIL")
    if facts["bits"] != 64 or facts["order"] != "little":
        raise CannotDerive("not 64-bit little endian")
    return facts


# --- Deriving ------------------------------------------------------------------------------------------------------


def read_debug_information(path):
    if not shutil.which("gdb"):
        raise CannotDerive("gdb is not here")
    return run(["gdb", "-nx", "-batch", "-ex", "set language c", "-x", os.path.join(HERE, "dwarf.py"), path],
               environment={"ASYNCTB_STRUCTS": os.path.join(HERE, "structs.txt")}).splitlines()


def files_with_debug_information(facts):
    """The interpreter's file first, then extension modules; [] when the interpreter's has no debug information."""
    interpreter = [path for path in facts["mapped"] if re.match(r"libpython3\.\d+m?\.so", os.path.basename(path))]
    interpreter = interpreter or [os.path.realpath(facts["executable"])]
    if ".debug_info" not in sections(interpreter[0]):
        return []
    modules = [path for path in facts["mapped"] if os.path.basename(path).startswith(("_asyncio.", "_queue."))]
    return interpreter + [path for path in modules if ".debug_info" in sections(path)]


def compile_headers(facts, folder):
    """An object file with debug information of every type that CPython's headers, internal ones too, define."""
    include = facts["include"]
    if not os.path.isfile(os.path.join(include, "internal", "pycore_runtime.h")):
        raise CannotDerive("no debug information in the interpreter and no headers in %s" % include)
    if not shutil.which("gcc"):
        raise CannotDerive("gcc is not here, to compile the headers")
    wanted = ("runtime interp interpframe frame genobject dict code context descrobject function gc gil hamt list"
              " tuple range lock llist long moduleobject object pystate setobject unicodeobject tstate typeobject"
              " runtime_structs interp_structs interpframe_structs debug_offsets").split()
    present = [name for name in wanted if os.path.isfile(os.path.join(include, "internal", "pycore_%s.h" % name))]
    source = os.path.join(folder, "types.c")
    with open(source, "w") as file:
        file.write("#include <Python.h>\n#include <structmember.h>\n#include <frameobject.h>\n")
        file.writelines('#include "internal/pycore_%s.h"\n' % name for name in present)
    target = os.path.join(folder, "types.o")
    # Debian keeps the configuration, pyconfig.h, in a folder beside the headers that is named from the parent's.
    run(["gcc", "-g", "-fno-eliminate-unused-debug-types", "-w", "-DPy_BUILD_CORE", *facts["defines"], "-I", include,
         "-I", os.path.join(include, "internal"), "-I", os.path.join(include, "internal", "mimalloc"),
         "-I", os.path.dirname(include), "-c", source, "-o", target])
    return target


def derive(python, headers_only=False):
    """Makes the table of a Python: (facts, table, notes)."""
    facts = facts_of(python)
    table, notes = Table(), []
    files = [] if headers_only else files_with_debug_information(facts)
    if files:
        source = "DWARF of %s, read" % " and ".join(re.sub(r"\.cpython-.*", "", os.path.basename(f)) for f in files)
        for file in files:
            table.add(read_debug_information(file))
    else:
        source = "headers of the release compiled with debug information, debug sections and a probe, put together"
        with tempfile.TemporaryDirectory() as folder:
            table.add(read_debug_information(compile_headers(facts, folder)))
        notes.append(confirm.add_probed(table, run([python, "-I", os.path.join(HERE, "probe.py")]).splitlines()))
    notes += confirm.compare_sections(table, facts)
    table.header = ["# CPython %s (%s, 64-bit little endian, release build with GIL). Source: %s by"
                    " tools/layouts/generate.py. Do not edit." % (facts["release"], facts["machine"], source)]
    table.facts = ["version 3.%d" % facts["minor"], "arch %s" % facts["machine"]]
    return facts, table, notes


# --- Writing and checking ------------------------------------------------------------------------------------------


def resource(minor):
    return os.path.join(RESOURCES, "cpython-3.%d.layout" % minor)


def check(facts, table):
    """Compares with the table that is there; False when they differ although they should not."""
    path = resource(facts["minor"])
    if not os.path.isfile(path):
        print("3.%d: there is no table %s" % (facts["minor"], os.path.basename(path)))
        return False
    old = read_table(path)
    if old.release != facts["release"]:
        different = list(differences(old, table))
        print("3.%d: the table is of %s, compared with %s: %d members or sizes differ"
              % (facts["minor"], old.release, facts["release"], len(different)))
        for line in different:
            print("  " + line)
        return True
    with open(path) as file:
        before = file.read()
    if before == table.text():
        print("%s: same" % facts["release"])
        return True
    sys.stdout.writelines(difflib.unified_diff(before.splitlines(True), table.text().splitlines(True),
                                               os.path.basename(path), "derived from " + facts["executable"]))
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    parser.add_argument("--python", action="append", metavar="PATH", help="a Python to look at, instead of all")
    parser.add_argument("--headers", action="store_true",
                        help="use headers and the probe even where there is debug information")
    options = parser.parse_args()

    reasons, done, good = {}, set(), True
    for python in options.python or candidates():
        guess = re.search(r"python3\.(\d+)$", python)
        if not options.python and guess and int(guess.group(1)) in done:
            continue
        try:
            facts, table, notes = derive(python, options.headers)
        except (CannotDerive, ProgramFailed) as problem:
            reasons[python] = str(problem)
            continue
        if facts["minor"] in done and not options.python:
            continue
        done.add(facts["minor"])
        for note in notes:
            print("%s: %s" % (facts["release"], note))
        if options.check:
            good &= check(facts, table)
        else:
            os.makedirs(RESOURCES, exist_ok=True)
            with open(resource(facts["minor"]), "w") as file:
                file.write(table.text())
            print("%s: %d structs, %d members, from %s" % ((facts["release"],) + table.count() + (python,)))
    for python, reason in reasons.items():
        print("not used: %s: %s" % (python, reason))
    missing = [minor for minor in MINORS if minor not in done]
    if missing and not options.python:
        print("not %s, no Python to do it with: %s"
              % ("checked" if options.check else "made", " ".join("3.%d" % minor for minor in missing)))
    return 0 if good and done else 1


if __name__ == "__main__":
    sys.exit(main())
