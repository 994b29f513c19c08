package asynctb.cpython.thread;

import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyDict;
import asynctb.cpython.object.PyInt;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.object.PyStr;
import asynctb.memory.MemoryFault;
import asynctb.model.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the module {@code threading} knows of threads: its {@code _active}, by identifier. */
final class ThreadNames {
    private final Heap heap;
    private final Modules modules;
    private final Map<Long, Map<Long, Described>> byInterpreter = new HashMap<>();

    ThreadNames(Heap heap) {
        this.heap = heap;
        this.modules = new Modules(heap);
    }

    /**
     * A {@code threading.Thread}.
     *
     * @param address where it stands
     * @param name its name; null if it could not be read
     * @param daemon whether it is a daemon; null if that could not be read
     */
    record Described(
            long address, @Nullable String name, @Nullable Boolean daemon) {}

    /**
     * The thread with an identifier; null if {@code threading} does not know it.
     *
     * @param problems is told, once for each interpreter, if not all could be read
     */
    @Nullable
    Described readThread(Interpreter interpreter, long ident, List<Problem> problems) {
        return byInterpreter
                .computeIfAbsent(interpreter.address(), address -> readAll(interpreter, problems))
                .get(ident);
    }

    private Map<Long, Described> readAll(Interpreter interpreter, List<Problem> problems) {
        var threads = new HashMap<Long, Described>();
        try {
            PyDict active = modules.readDict(interpreter, "threading", "_active");
            if (active != null) {
                active.readEntries((key, value) -> {
                    if (heap.readObject(key) instanceof PyInt ident) {
                        threads.put(ident.readLong(), describe(heap.readObject(value)));
                    }
                    return true;
                });
                if (threads.size() != active.readSize()) {
                    throw new MemoryFault(active.address(), "holds a dictionary that is just being changed");
                }
            }
        } catch (MemoryFault e) {
            // Threads without names are better than none.
            problems.add(new Problem(
                    Problem.Kind.UNREADABLE,
                    "not all names of threads could be read, perhaps as they come and go: " + e.getMessage(),
                    e.address()));
        }
        return threads;
    }

    /** A class may put a plain attribute in the place of the property, and Python goes by that. */
    private @Nullable Boolean readDaemon(PyObject thread) {
        for (String name : List.of("daemon", "_daemonic")) {
            OptionalLong daemon = Attributes.readPlain(thread, name);
            if (daemon.isPresent() && heap.readObject(daemon.getAsLong()) instanceof PyInt flag) {
                return flag.readLong() != 0;
            }
        }
        return null;
    }

    private Described describe(PyObject thread) {
        try {
            OptionalLong name = Attributes.readPlain(thread, "_name");
            return new Described(
                    thread.address(),
                    name.isPresent() && heap.readObject(name.getAsLong()) instanceof PyStr text
                            ? text.readText()
                            : null,
                    readDaemon(thread));
        } catch (MemoryFault e) {
            return new Described(thread.address(), null, null);
        }
    }
}
