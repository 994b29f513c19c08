package asynctb.cpython.library.asyncio;

import asynctb.cpython.layout.Layout;
import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyDict;
import asynctb.cpython.object.PyInt;
import asynctb.cpython.object.PyModule;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.object.PyTuple;
import asynctb.cpython.thread.Modules;
import asynctb.cpython.thread.PyThread;
import asynctb.cpython.thread.ThreadLocals;
import asynctb.memory.MemoryFault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Tells which thread runs a loop: the loop says so, or the thread does. */
final class Loops {
    private static final String RUNNING = "__asyncio_running_event_loop__";

    private final Heap heap;
    private final List<PyThread> threads;
    private final int runningLoop;
    private final int threadDict;
    private final int holderLoop;
    private final Map<Long, Optional<PyThread>> byLoop = new HashMap<>();
    private final Modules modules;
    private final ThreadLocals locals;
    private @Nullable Map<Long, PyThread> running;

    Loops(Heap heap, Layout layout, List<PyThread> threads) {
        this.heap = heap;
        this.threads = threads;
        runningLoop = layout.offsetOrAbsent("_PyThreadStateImpl.asyncio_running_loop");
        threadDict = layout.offset("PyThreadState.dict");
        // PyRunningLoopHolder in _asynciomodule.c: the loop is its first member.
        holderLoop = layout.size("PyObject");
        modules = new Modules(heap);
        locals = new ThreadLocals(heap);
    }

    /** The thread that runs a loop; null if none does. */
    @Nullable
    PyThread threadOf(long loop) {
        return byLoop.computeIfAbsent(loop, address -> Optional.ofNullable(readThread(address)))
                .orElse(null);
    }

    private @Nullable PyThread readThread(long loop) {
        if (loop == 0) {
            return null;
        }
        try {
            OptionalLong ident = Attributes.readPlain(heap.readObject(loop), "_thread_id");
            if (ident.isPresent() && heap.readObject(ident.getAsLong()) instanceof PyInt number) {
                long wanted = number.readLong();
                for (PyThread thread : threads) {
                    if (thread.ident() == wanted) {
                        return thread;
                    }
                }
            }
        } catch (MemoryFault e) {
            // The thread may know.
        }
        if (running == null) {
            running = readRunning();
        }
        return running.get(loop);
    }

    private Map<Long, PyThread> readRunning() {
        var loops = new HashMap<Long, PyThread>();
        for (PyThread thread : threads) {
            try {
                loops.put(readRunning(thread), thread);
            } catch (MemoryFault e) {
                // One thread less whose loop is known.
            }
        }
        return loops;
    }

    private long readRunning(PyThread thread) {
        if (runningLoop >= 0) {
            return heap.memory().readLong(thread.state() + runningLoop);
        }
        long dict = heap.memory().readLong(thread.state() + threadDict);
        if (dict == 0 || !(heap.readObject(dict) instanceof PyDict values)) {
            return 0;
        }
        OptionalLong value = values.readValue(RUNNING);
        if (value.isEmpty()) {
            return readLocal(thread);
        }
        PyObject object = heap.readObject(value.getAsLong());
        boolean isHolder = object.type().name().endsWith("RunningLoopHolder");
        return isHolder ? heap.memory().readLong(object.address() + holderLoop) : object.address();
    }

    /** Before 3.7 it is Python code that keeps it, with the number of the process. */
    private long readLocal(PyThread thread) {
        OptionalLong events = modules.readModule(thread.interpreter(), "asyncio.events");
        if (events.isEmpty() || !(heap.readObject(events.getAsLong()) instanceof PyModule module)) {
            return 0;
        }
        OptionalLong local = module.readDict().readValue("_running_loop");
        OptionalLong kept = local.isEmpty() ? local : locals.readValue(thread, local.getAsLong(), "loop_pid");
        return kept.isPresent() && heap.readObject(kept.getAsLong()) instanceof PyTuple pair && pair.readSize() == 2
                ? pair.readItem(0)
                : 0;
    }
}
