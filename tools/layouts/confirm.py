"""Puts together what headers, debug sections and the probe know of layouts, and sees that they agree."""

import os
import re

from elf import section_words
from table import CannotDerive, Table, read_table, same

HERE = os.path.dirname(os.path.abspath(__file__))
RESOURCES = os.path.normpath(
    os.path.join(HERE, "../../asynctb-cpython/src/main/resources/asynctb/cpython/layout"))

# Groups of _Py_DebugOffsets and the structs they tell of.
GROUPS = {
    "runtime_state": "_PyRuntimeState", "interpreter_state": "PyInterpreterState", "thread_state": "PyThreadState",
    "err_stackitem": "_PyErr_StackItem", "interpreter_frame": "_PyInterpreterFrame", "code_object": "PyCodeObject",
    "pyobject": "PyObject", "type_object": "PyTypeObject", "tuple_object": "PyTupleObject",
    "list_object": "PyListObject", "set_object": "PySetObject", "dict_object": "PyDictObject",
    "float_object": "PyFloatObject", "long_object": "PyLongObject", "bytes_object": "PyBytesObject",
    "unicode_object": "PyUnicodeObject", "gc": "_gc_runtime_state", "gen_object": "PyGenObject",
    "llist_node": "llist_node",
}
# Members that are named otherwise there, apart from prefixes.
NAMES = {
    "interpreters_head": "interpreters.head", "threads_head": "threads.head", "threads_main": "threads.main",
    "imports_modules": "imports.modules", "ceval_gil": "ceval.gil", "gil_runtime_state": "_gil",
    "gil_runtime_state_locked": "_gil.locked", "gil_runtime_state_holder": "_gil.last_holder",
    "lv_tag": "long_value.lv_tag", "ob_digit": "long_value.ob_digit",
}
# The words of the section .AsyncioDebug in their order, and what each should be.
ASYNCIO = (
    ("asyncio_task_object.size", "TaskObj"), ("asyncio_task_object.task_name", "TaskObj.task_name"),
    ("asyncio_task_object.task_awaited_by", "TaskObj.task_awaited_by"),
    ("asyncio_task_object.task_is_task", "TaskObj.task_is_task"),
    ("asyncio_task_object.task_awaited_by_is_set", "TaskObj.task_awaited_by_is_set"),
    ("asyncio_task_object.task_coro", "TaskObj.task_coro"), ("asyncio_task_object.task_node", "TaskObj.task_node"),
    ("asyncio_interpreter_state.size", "PyInterpreterState"),
    ("asyncio_interpreter_state.asyncio_tasks_head", "PyInterpreterState.asyncio_tasks_head"),
    ("asyncio_thread_state.size", "_PyThreadStateImpl"),
    ("asyncio_thread_state.asyncio_running_loop", "_PyThreadStateImpl.asyncio_running_loop"),
    ("asyncio_thread_state.asyncio_running_task", "_PyThreadStateImpl.asyncio_running_task"),
    ("asyncio_thread_state.asyncio_tasks_head", "_PyThreadStateImpl.asyncio_tasks_head"),
)


def disagreements(table, probed):
    """Sentences on members and sizes that both know, but differently; and the number of those they agree on."""
    wrong, agreed = [], 0
    for name, size in probed.sizes.items():
        if name in table.sizes:
            agreed += 1
            if table.sizes[name] != size:
                wrong.append("size of %s: %d, the probe found %d" % (name, table.sizes[name], size))
    for name, members in probed.members.items():
        for path, values in members.items():
            if ":" in path:
                expected = frame_code(table, path)
            else:
                expected = table.members.get(name, {}).get(path)
            if expected is None:
                continue
            agreed += 1
            if not same(expected, values):
                wrong.append("%s: %s, the probe found %s" % (path, " ".join(expected), " ".join(values)))
    return wrong, agreed


def frame_code(table, path):
    """Where the code lies in a generator with its frame inside."""
    frame = table.offset(path.split(":")[0])
    code = table.offset("_PyInterpreterFrame.f_executable")
    code = table.offset("_PyInterpreterFrame.f_code") if code is None else code
    return None if frame is None or code is None else ("field", str(frame + code), "8")


def add_probed(table, lines):
    """Adds structs that only the probe knows; what both know must be the same."""
    probed = Table()
    probed.add(lines)
    wrong, agreed = disagreements(table, probed)
    wrong += different_heads(probed)
    if wrong:
        raise CannotDerive("the probe disagrees with the headers: " + "; ".join(wrong))
    complete_head(probed)
    added = 0
    for name, members in probed.members.items():
        if name not in table.members:
            table.members[name] = members
            added += len(members)
            if name in probed.sizes:
                table.sizes[name] = probed.sizes[name]
    return "the probe confirmed %d members and sizes of the headers and added %d members" % (agreed, added)


def heads(probed):
    """The members that futures and tasks have in common, by their name without prefix."""
    return [{path.split("_", 1)[1]: values for path, values in probed.members.get(name, {}).items()}
            for name in ("FutureObj", "TaskObj")]


def different_heads(probed):
    future, task = heads(probed)
    return ["%s of futures and of tasks: %s, %s" % (name, future[name][1], task[name][1])
            for name in future if name in task and future[name][:3] != task[name][:3]]


def complete_head(probed):
    """A future begins as a task does; what could be seen in tasks only is taken to be there in futures too."""
    future, task = heads(probed)
    end = int(task["state"][1]) if "state" in task else 0
    for name, values in task.items():
        if name not in future and values[0] == "field" and int(values[1]) < end:
            probed.members["FutureObj"]["FutureObj.fut_" + name] = values + ("unconfirmed",)


def compare_sections(table, facts):
    """Compares with the debug sections of the interpreter's and _asyncio's files; sentences on what was compared."""
    libraries = [path for path in facts["mapped"] if re.match(r"libpython3\.\d+m?\.so", os.path.basename(path))]
    interpreter = (libraries or [os.path.realpath(facts["executable"])])[0]
    wrong, notes = [], []
    runtime = section_words(interpreter, ".PyRuntime")
    if runtime and "_Py_DebugOffsets" in table.members:
        agreed = 0
        for path, values in table.members["_Py_DebugOffsets"].items():
            target, expected = meaning(table, path)
            if expected is None:
                continue
            agreed += 1
            if runtime[int(values[1]) // 8] != expected:
                wrong.append("%s: %d, the debug offsets have %d" % (target, expected, runtime[int(values[1]) // 8]))
        notes.append("%d members and sizes are as the debug offsets of the runtime say" % agreed)
    words = section_words(facts["asyncio"] or interpreter, ".AsyncioDebug")
    if words:
        notes.append(compare_asyncio(table, words, wrong))
    if wrong:
        raise CannotDerive("debug sections disagree: " + "; ".join(wrong))
    return notes


def meaning(table, path):
    """The member or struct that a word of the debug offsets tells of, with its offset or size in the table."""
    _, _, rest = path.partition(".")
    group, _, member = rest.partition(".")
    name = GROUPS.get(group)
    if not member or name is None or name not in table.sizes:
        return path, None
    if member == "size":
        return name, table.sizes[name]
    if member == "asciiobject_size":
        return "PyASCIIObject", table.sizes["PyASCIIObject"]
    if group == "unicode_object":
        name = "PyASCIIObject"
    if member == "ob_size":
        return "PyVarObject.ob_size", table.offset("PyVarObject.ob_size")
    for spelling in (NAMES.get(member, member), member, "_" + member, "co_" + member, "f_" + member):
        offset = table.offset("%s.%s" % (name, spelling))
        if offset is not None:
            return "%s.%s" % (name, spelling), offset
    return path, None


def compare_asyncio(table, words, wrong):
    if len(words) != len(ASYNCIO):
        return ".AsyncioDebug has %d words instead of %d: not compared" % (len(words), len(ASYNCIO))
    name = "_Py_AsyncioModuleDebugOffsets"
    table.sizes[name], members = len(words) * 8, {}
    agreed = 0
    for index, (path, target) in enumerate(ASYNCIO):
        expected = table.offset(target) if "." in target else table.sizes.get(target)
        if expected is None and "." in target:
            # Not to be seen from outside (is_task, say), but told by the program itself.
            size = "16" if target.endswith("_node") else "1" if "_is_" in target else "8"
            table.members[target.split(".")[0]][target] = ("field", str(words[index]), size)
        elif expected != words[index]:
            wrong.append("%s: %s, .AsyncioDebug has %d" % (target, expected, words[index]))
        else:
            agreed += 1
        members["%s.%s" % (name, path)] = ("field", str(index * 8), "8")
    table.members[name] = members
    return "%d of %d members and sizes of tasks are as .AsyncioDebug says" % (agreed, len(ASYNCIO))


def check_probe(lines, minor, failures):
    """For probe.py --check: compares what it found with the table of its version; the exit status."""
    path = os.path.join(RESOURCES, "cpython-3.%d.layout" % minor)
    table, probed = read_table(path), Table()
    probed.add(lines)
    wrong, agreed = disagreements(table, probed)
    wrong += different_heads(probed)
    unknown = [member for name in probed.members for member in probed.members[name]
               if ":" not in member and member not in table.members.get(name, {})]
    print("3.%d: %d members and sizes agree, %d differ, %d are not in the table%s"
          % (minor, agreed - len(wrong), len(wrong), len(unknown), ": " + " ".join(unknown) if unknown else ""))
    for sentence in wrong:
        print("  " + sentence)
    return 1 if wrong or unknown or failures else 0
