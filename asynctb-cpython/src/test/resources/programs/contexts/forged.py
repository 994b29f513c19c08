"""A generator suspended in two blocks, and where its byte code lies, so that a test can pretend that other code lies there."""

import ctypes
import dis
import json
import os
import sys


class Plain:
    def __enter__(self):
        return self

    def __exit__(self, *arguments):
        pass


def loops():
    with Plain() as outer:
        for i in range(3):
            with Plain() as inner:
                yield outer, inner
    # Room for other code, which never runs.
    print(
        outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer,
        outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer,
        outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer,
        outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer,
        outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer,
        outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer,
        outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer,
        outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer,
        outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer,
        outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer,
        outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer,
        outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer, outer,
    )


generator = loops()
managers = next(generator)
code = loops.__code__
spare = ctypes.create_string_buffer(4096)
bodies = [i.offset for i in dis.get_instructions(code) if i.opname.startswith("STORE_FAST")]
jumps = [i for i in dis.get_instructions(code) if i.opname in ("JUMP_BACKWARD", "JUMP_ABSOLUTE")]
told = {
    "root": "@0x%x" % id(generator),
    "managers": ["0x%x" % id(manager) for manager in managers],
    "code": id(code),
    # Since 3.11 the byte code is the end of the code object, before that a bytes object.
    "start": id(code) + type(code).__basicsize__ if sys.version_info >= (3, 11) else id(code.co_code) + 32,
    "body": bodies[0],
    "end": len(code.co_code),
    "jump": jumps[0].offset,
    "opcode": jumps[0].opcode,
    "argument": jumps[0].arg,
    "spare": ctypes.addressof(spare),
}
assert sys.version_info >= (3, 11) or ctypes.string_at(told["start"], len(code.co_code)) == code.co_code
print(json.dumps(told))
print("ready", flush=True)
input()
os._exit(0)
