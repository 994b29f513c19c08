package asynctb.cpython.library.asyncio;

import asynctb.cpython.layout.Layout;
import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyModule;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.object.PySet;
import asynctb.cpython.object.PyType;
import asynctb.cpython.object.PyWeakref;
import asynctb.cpython.thread.Interpreter;
import asynctb.cpython.thread.Modules;
import asynctb.cpython.thread.PyThread;
import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;
import asynctb.model.Problem;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Finds all tasks. They have been kept in weak sets, with one for each implementation in 3.6, and for tasks of C in lists
 * of their threads and interpreters since 3.14. Whatever of these there is is read; the table is in
 * {@code docs/asyncio.md}.
 */
final class TaskLists {
    private static final int MAX_TASKS = 20_000_000;
    // The state of the module _asyncio has some twenty words.
    private static final int STATE_WORDS = 64;
    private static final List<String> SETS = List.of("_all_tasks", "_scheduled_tasks", "_eager_tasks");

    private final Heap heap;
    private final Memory memory;
    private final Modules modules;
    private final CVariables variables;
    private final int threadHead;
    private final int interpreterHead;
    private final int node;
    private final int moduleState;
    private final List<Problem> problems;
    private final Map<Long, Long> tasks = new LinkedHashMap<>();

    TaskLists(Heap heap, Layout layout, CVariables variables, List<Problem> problems) {
        this.heap = heap;
        this.memory = heap.memory();
        this.modules = new Modules(heap);
        this.variables = variables;
        this.problems = problems;
        threadHead = layout.offsetOrAbsent("_PyThreadStateImpl.asyncio_tasks_head");
        interpreterHead = layout.offsetOrAbsent("PyInterpreterState.asyncio_tasks_head");
        node = layout.offsetOrAbsent("TaskObj.task_node");
        moduleState = layout.offset("PyModuleObject.md_state");
    }

    /** The addresses of all tasks, those of lists in the order of their creation first. What cannot be read is a problem. */
    Collection<Long> read(List<Interpreter> interpreters, List<PyThread> threads) {
        if (threadHead >= 0 && node >= 0) {
            for (PyThread thread : threads) {
                guarded("a thread", () -> readList(thread.state() + threadHead));
            }
            for (Interpreter interpreter : interpreters) {
                guarded("ended threads", () -> readList(interpreter.address() + interpreterHead));
            }
        }
        for (Interpreter interpreter : interpreters) {
            guarded("asyncio.tasks", () -> readModule(interpreter));
            guarded("_asyncio", () -> readState(interpreter));
        }
        return tasks.values();
    }

    private void add(long task) {
        tasks.put(Addresses.spread(task), task);
    }

    private void guarded(String whose, Runnable read) {
        try {
            read.run();
        } catch (MemoryFault e) {
            problems.add(new Problem(
                    Problem.Kind.UNREADABLE,
                    "not all tasks of " + whose + " could be read: " + e.getMessage(),
                    e.address()));
        }
    }

    /** A circular list whose nodes lie in the tasks; the head is no task. */
    private void readList(long head) {
        var seen = new HashSet<Long>();
        long at = memory.readLong(head);
        while (at != head && at != 0) {
            if (!seen.add(Addresses.spread(at)) || seen.size() > MAX_TASKS) {
                throw new MemoryFault(at, "holds a list that does not end");
            }
            heap.readTypeOf(at - node);
            add(at - node);
            at = memory.readLong(at);
        }
    }

    private void readModule(Interpreter interpreter) {
        OptionalLong address = modules.readModule(interpreter, "asyncio.tasks");
        if (address.isEmpty() || !(heap.readObject(address.getAsLong()) instanceof PyModule module)) {
            return;
        }
        for (String name : SETS) {
            module.readDict().readValue(name).ifPresent(this::readAnySet);
        }
        // In 3.6 the Python implementation keeps its own set in the class.
        OptionalLong python = module.readDict().readValue("_PyTask");
        if (python.isPresent() && heap.readObject(python.getAsLong()) instanceof PyType type) {
            Attributes.readInClasses(type, "_all_tasks").ifPresent(this::readAnySet);
        }
    }

    /** The variables of C code: before 3.7 there is no other way to its tasks, since 3.14 not to foreign ones. */
    private void readState(Interpreter interpreter) {
        OptionalLong address = modules.readModule(interpreter, "_asyncio");
        if (address.isEmpty()) {
            return;
        }
        long state = memory.readLong(address.getAsLong() + moduleState);
        if (state != 0) {
            for (int i = 0; i < STATE_WORDS; i++) {
                readIfWeakSet(memory.readLong(state + (long) i * Long.BYTES));
            }
        } else if (tasks.isEmpty()) {
            variables.readWords(this::readIfWeakSet);
        }
    }

    private void readIfWeakSet(long word) {
        if (word == 0 || (word & Long.BYTES - 1) != 0 || !variables.isMapped(word)) {
            return;
        }
        PyObject object;
        try {
            object = heap.readObject(word);
        } catch (MemoryFault e) {
            // Not every word is an object.
            return;
        }
        if (isWeakSet(object)) {
            readAnySet(word);
        }
    }

    private static boolean isWeakSet(PyObject object) {
        String type = object.type().name();
        return type.equals("_weakrefset.WeakSet") || type.equals("weakref.WeakSet");
    }

    /** A set of tasks or a weak set of them. */
    private void readAnySet(long address) {
        PyObject object = heap.readObject(address);
        if (isWeakSet(object)) {
            OptionalLong data = Attributes.readPlain(object, "data");
            if (data.isEmpty() || !(heap.readObject(data.getAsLong()) instanceof PySet set)) {
                throw new MemoryFault(address, "holds no WeakSet");
            }
            readMembers(set);
        } else if (object instanceof PySet set) {
            readMembers(set);
        }
    }

    private void readMembers(PySet set) {
        set.readItems(item -> {
            if (heap.readObject(item) instanceof PyWeakref reference) {
                reference.readReferent().ifPresent(this::add);
            } else {
                add(item);
            }
            return tasks.size() < MAX_TASKS;
        });
    }
}
