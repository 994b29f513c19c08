"""Prints where something stands whose type is no type: an instance that has, where types have their flags, those of a list."""
import ctypes

NAME, FLAGS = 24, 168
LIST_SUBCLASS = 1 << 25


class Instance:
    __slots__ = ["word_%02d" % number for number in range(32)]


instance = Instance()
name = ctypes.create_string_buffer(b"pretender")
for offset, word in ((NAME, ctypes.addressof(name)), (FLAGS, LIST_SUBCLASS)):
    ctypes.c_ssize_t.from_address(id(instance) + offset).value = word
pretender = (ctypes.c_ssize_t * 4)(1, id(instance), 0, 0)
print(ctypes.addressof(pretender))
print("ready", flush=True)
input()
