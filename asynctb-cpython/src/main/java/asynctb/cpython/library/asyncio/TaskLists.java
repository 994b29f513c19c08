package asynctb.cpython.library.asyncio;

import asynctb.cpython.layout.Layout;
import asynctb.cpython.library.CVariables;
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
import java.util.function.LongPredicate;

/**
 * Finds all tasks. They have been kept in weak sets, with one for each implementation in 3.6, and for tasks of C in lists
 * of their threads and interpreters since 3.14. Whatever of these there is is read; the table is in
 * {@code docs/asyncio.md}.
 */
final class TaskLists {
    private static final int MAX_TASKS = 20_000_000;
    // The state of the module _asyncio has some twenty words.
    private static final int MAX_STATE_WORDS = 256;
    // PyModuleDef.m_size in moduleobject.h, behind the four words of PyModuleDef_Base and its head, name and text.
    private static final int DEFINITION_SIZE = 56;
    private static final List<String> SETS = List.of("_all_tasks", "_scheduled_tasks", "_eager_tasks");

    private final Heap heap;
    private final Memory memory;
    private final Modules modules;
    private final CVariables variables;
    private final int threadHead;
    private final int interpreterHead;
    private final int node;
    private final int moduleState;
    private final int moduleDefinition;
    private final int stateSize;
    private final Futures futures;
    private final List<Problem> problems;
    private final Map<Long, Long> tasks = new LinkedHashMap<>();
    private boolean hasCommonSet;

    TaskLists(Futures futures, Layout layout, CVariables variables, List<Problem> problems) {
        this.futures = futures;
        this.heap = futures.heap;
        this.memory = heap.memory();
        this.modules = new Modules(heap);
        this.variables = variables;
        this.problems = problems;
        threadHead = layout.offsetOrAbsent("_PyThreadStateImpl.asyncio_tasks_head");
        interpreterHead = layout.offsetOrAbsent("PyInterpreterState.asyncio_tasks_head");
        node = layout.offsetOrAbsent("TaskObj.task_node");
        moduleState = layout.offset("PyModuleObject.md_state");
        moduleDefinition = layout.offsetOrAbsent("PyModuleObject.md_def");
        stateSize = layout.offsetOrAbsent("PyModuleObject.md_state_size");
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
            OptionalLong set = module.readDict().readValue(name);
            if (set.isPresent()) {
                readAnySet(set.getAsLong(), task -> true);
                hasCommonSet = true;
            }
        }
        // In 3.6 the Python implementation keeps its own set in the class.
        OptionalLong python = module.readDict().readValue("_PyTask");
        if (python.isPresent() && heap.readObject(python.getAsLong()) instanceof PyType type) {
            Attributes.readInClasses(type, "_all_tasks").ifPresent(set -> readAnySet(set, task -> true));
        }
    }

    /** The variables of C code: before 3.7 there is no other way to its tasks, since 3.12 not to foreign ones. */
    private void readState(Interpreter interpreter) {
        OptionalLong address = modules.readModule(interpreter, "_asyncio");
        if (address.isEmpty()) {
            return;
        }
        long state = memory.readLong(address.getAsLong() + moduleState);
        if (state != 0) {
            long words = Math.min(readStateSize(address.getAsLong()) / Long.BYTES, MAX_STATE_WORDS);
            for (long i = 0; i < words; i++) {
                readIfWeakSet(memory.readLong(state + i * Long.BYTES), task -> true);
            }
        } else if (!hasCommonSet || tasks.isEmpty()) {
            // Behind the module's variables may stand what is not its own: there only tasks are believed to be some.
            variables.readWords(word -> readIfWeakSet(word, futures::isTask));
        }
    }

    private long readStateSize(long module) {
        if (stateSize >= 0) {
            return memory.readLong(module + stateSize);
        }
        long definition = memory.readLong(module + moduleDefinition);
        return definition == 0 ? 0 : memory.readLong(definition + DEFINITION_SIZE);
    }

    private void readIfWeakSet(long word, LongPredicate isMember) {
        if (word == 0 || (word & Long.BYTES - 1) != 0 || !variables.isMapped(word)) {
            return;
        }
        try {
            if (!isWeakSet(heap.readObject(word))) {
                return;
            }
        } catch (MemoryFault e) {
            // Not every word is an object.
            return;
        }
        readAnySet(word, isMember);
    }

    private static boolean isWeakSet(PyObject object) {
        String type = object.type().name();
        return type.equals("_weakrefset.WeakSet") || type.equals("weakref.WeakSet");
    }

    /** A set of tasks or a weak set of them. */
    private void readAnySet(long address, LongPredicate isMember) {
        PyObject object = heap.readObject(address);
        if (isWeakSet(object)) {
            OptionalLong data = Attributes.readPlain(object, "data");
            if (data.isEmpty() || !(heap.readObject(data.getAsLong()) instanceof PySet set)) {
                throw new MemoryFault(address, "holds no WeakSet");
            }
            readMembers(set, isMember);
        } else if (object instanceof PySet set) {
            readMembers(set, isMember);
        }
    }

    private void readMembers(PySet set, LongPredicate isMember) {
        set.readItems(item -> {
            OptionalLong task = heap.readObject(item) instanceof PyWeakref reference
                    ? reference.readReferent()
                    : OptionalLong.of(item);
            if (task.isPresent() && isMember.test(task.getAsLong())) {
                add(task.getAsLong());
            }
            return tasks.size() < MAX_TASKS;
        });
    }
}
