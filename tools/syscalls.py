#!/usr/bin/env python3
"""Writes the tables of system calls from the kernel's headers on this machine (a C compiler must be there).

    tools/syscalls.py asynctb-memory/src/main/resources/asynctb/memory/linux
"""

import pathlib
import re
import subprocess
import sys

TABLES = {
    # name of the machine: header, what its architecture defines before, remark
    "x86_64": ("asm/unistd_64.h", [], ""),
    "aarch64": (
        "asm-generic/unistd.h",
        ["__ARCH_WANT_NEW_STAT", "__ARCH_WANT_RENAMEAT", "__ARCH_WANT_SET_GET_RLIMIT",
         "__ARCH_WANT_SYS_CLONE3", "__ARCH_WANT_MEMFD_SECRET"],
        "Not tried on such a machine.",
    ),
}
NO_CALLS = {"syscalls", "arch_specific_syscall"}


def calls(header, defines):
    macros = subprocess.run(
        ["cc", "-E", "-dM", *(f"-D{name}" for name in defines), "-include", header, "-x", "c", "/dev/null"],
        check=True, capture_output=True, text=True).stdout
    values = dict(re.findall(r"^#define (__NR\w+) (\w+)$", macros, re.MULTILINE))
    for name, value in values.items():
        if name.startswith("__NR_") and name[5:] not in NO_CALLS:
            value = values.get(value, value)
            if value.isdigit():
                yield int(value), name[5:]


for machine, (header, defines, remark) in TABLES.items():
    lines = [f"# System calls of {machine}, made by tools/syscalls.py from the kernel's {header}. {remark}".rstrip()]
    lines += [f"{number} {name}" for number, name in sorted(calls(header, defines))]
    pathlib.Path(sys.argv[1], f"syscalls-{machine}.txt").write_text("\n".join(lines) + "\n")
