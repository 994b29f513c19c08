package asynctb.cpython.library.greenlet;

import asynctb.cpython.library.CVariables;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyDict;
import asynctb.cpython.thread.PyThread;
import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * greenlet up to 1.1: all is in the object itself, and its beginning is public ({@code PyGreenlet} in greenlet.h). A started
 * greenlet holds the dictionary of its thread.
 *
 * <p>Which one a thread runs is told by a variable of the library for the thread that has switched last, and for others by an
 * entry in their dictionaries.
 */
final class ObjectForm implements Form {
    private static final int STACK_START = 16;
    private static final int STACK_STOP = 24;
    private static final int PARENT = 56;
    // The dictionary of its thread while it is active; before, what it is to call.
    private static final int RUN_INFO = 64;
    private static final int TOP_FRAME = 72;
    private static final String KEY = "__greenlet_ts_curkey";

    private final Heap heap;
    private final Memory memory;
    private final LongPredicate isGreenlet;
    private final CVariables variables;
    private final int threadDict;
    private @Nullable List<Long> inVariables;

    ObjectForm(Heap heap, LongPredicate isGreenlet, CVariables variables) {
        this.heap = heap;
        this.memory = heap.memory();
        this.isGreenlet = isGreenlet;
        this.variables = variables;
        threadDict = heap.layout().offset("PyThreadState.dict");
    }

    @Override
    public long readStackStop(long greenlet) {
        return memory.readLong(greenlet + STACK_STOP);
    }

    @Override
    public long readStackStart(long greenlet) {
        return memory.readLong(greenlet + STACK_START);
    }

    @Override
    public long readParent(long greenlet) {
        return memory.readLong(greenlet + PARENT);
    }

    @Override
    public long readTop(long greenlet) {
        long top = memory.readLong(greenlet + TOP_FRAME);
        if (top != 0 && !heap.readTypeOf(top).isFrame()) {
            throw new MemoryFault(greenlet, "holds no greenlet of a version that is known");
        }
        return top;
    }

    @Override
    public long readCurrent(PyThread thread) {
        long dict = memory.readLong(thread.state() + threadDict);
        if (dict == 0) {
            return 0;
        }
        for (long greenlet : inVariables()) {
            if (memory.readLong(greenlet + RUN_INFO) == dict
                    && readStackStart(greenlet) != 0
                    && memory.readLong(greenlet + TOP_FRAME) == 0) {
                return greenlet;
            }
        }
        return heap.readObject(dict) instanceof PyDict names
                ? names.readValue(KEY).orElse(0)
                : 0;
    }

    @Override
    public boolean isCurrent(long greenlet, long main, @Nullable PyThread thread) {
        return thread != null && readCurrent(thread) == greenlet;
    }

    private List<Long> inVariables() {
        if (inVariables == null) {
            var found = new ArrayList<Long>();
            variables.readWords(word -> {
                if (word != 0
                        && (word & Long.BYTES - 1) == 0
                        && variables.isMapped(word)
                        && isGreenlet.test(word)
                        && !found.contains(word)) {
                    found.add(word);
                }
            });
            inVariables = found;
        }
        return inVariables;
    }
}
