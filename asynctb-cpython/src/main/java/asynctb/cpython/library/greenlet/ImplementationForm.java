package asynctb.cpython.library.greenlet;

import asynctb.cpython.object.Heap;
import asynctb.cpython.thread.PyThread;
import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * greenlet since 2.0: the object holds a pointer to one of C++, whose layout depends on the library's version, on Python's and
 * on the compiler. It is learned from a main greenlet, which shows itself: it and the library's state of its thread point to
 * each other, and its {@code stack_stop} is the highest address that there is.
 */
final class ImplementationForm implements Form {
    // Behind the pointer to the table of virtual methods stands, since 3.1, one to the greenlet itself.
    private static final int SELF = 8;
    // StackState is _stack_start, stack_stop, stack_copy, _stack_saved, stack_prev; PythonState follows.
    private static final int START_TO_STOP = 8;
    private static final int STOP_TO_PYTHON_STATE = 32;
    // UserGreenlet is the common part, _main_greenlet, _run_callable, _parent; MainGreenlet has _thread_state there.
    private static final int MAIN_TO_PARENT = 16;

    private final Heap heap;
    private final Memory memory;
    private final ThreadStates states;
    private final Supplier<Collection<Long>> all;
    private @Nullable Slots slots;

    /**
     * Begins with what can be asked.
     *
     * @param all gives all greenlets; asked only if no thread tells of any
     */
    ImplementationForm(Heap heap, ThreadStates states, Supplier<Collection<Long>> all) {
        this.heap = heap;
        this.memory = heap.memory();
        this.states = states;
        this.all = all;
    }

    /**
     * Where members are in the objects of C++.
     *
     * @param stackStop of all
     * @param common the end of what all have in common
     * @param threadState of a main greenlet
     * @param parent of one that is not a main greenlet
     */
    private record Slots(int stackStop, int common, int threadState, int parent) {}

    @Override
    public long readStackStop(long greenlet) {
        return memory.readLong(implementation(greenlet) + slots().stackStop());
    }

    @Override
    public long readStackStart(long greenlet) {
        return memory.readLong(implementation(greenlet) + slots().stackStop() - START_TO_STOP);
    }

    @Override
    public long readParent(long greenlet) {
        return readStackStop(greenlet) == WHOLE_STACK
                ? 0
                : memory.readLong(implementation(greenlet) + slots().parent());
    }

    /** Of the state of Python that is kept only the innermost frame is of this type. */
    @Override
    public long readTop(long greenlet) {
        long implementation = implementation(greenlet);
        for (int at = slots().stackStop() + STOP_TO_PYTHON_STATE; at < slots().common(); at += Long.BYTES) {
            long word = memory.readLong(implementation + at);
            if (isFrame(word)) {
                return word;
            }
        }
        return 0;
    }

    private boolean isFrame(long word) {
        try {
            return word != 0 && heap.readTypeOf(word).isFrame();
        } catch (MemoryFault e) {
            return false;
        }
    }

    @Override
    public long readCurrent(PyThread thread) {
        long state = states.find(thread);
        return state == 0 ? 0 : ThreadStates.readCurrent(memory, state);
    }

    /** The thread need not be known. The state of one that has ended is not there any more. */
    @Override
    public boolean isCurrent(long greenlet, long main, @Nullable PyThread thread) {
        long state = memory.readLong(implementation(main) + slots().threadState());
        return states.isStateOf(main, state) && ThreadStates.readCurrent(memory, state) == greenlet;
    }

    private long implementation(long greenlet) {
        return memory.readLong(greenlet + ThreadStates.IMPLEMENTATION);
    }

    private Slots slots() {
        if (slots == null) {
            slots = learn();
        }
        return slots;
    }

    private Slots learn() {
        for (long main : states.mains()) {
            Slots learned = learnFrom(main);
            if (learned != null) {
                return learned;
            }
        }
        for (long greenlet : all.get()) {
            Slots learned = learnFrom(greenlet);
            if (learned != null) {
                return learned;
            }
        }
        throw new MemoryFault(0, "holds no main greenlet by which the others could be understood");
    }

    /** Null if it is no main greenlet. */
    private @Nullable Slots learnFrom(long greenlet) {
        try {
            long implementation = implementation(greenlet);
            int threadState = offsetOfThreadState(greenlet, implementation);
            if (threadState < 0) {
                return null;
            }
            boolean selfIsFirst = memory.readLong(implementation + SELF) == greenlet;
            int common = selfIsFirst ? threadState - Long.BYTES : threadState;
            for (int at = SELF; at < common; at += Long.BYTES) {
                if (memory.readLong(implementation + at) == WHOLE_STACK) {
                    return new Slots(at, common, threadState, common + MAIN_TO_PARENT);
                }
            }
        } catch (MemoryFault e) {
            // It is none.
        }
        return null;
    }

    /** Where it points to what is kept of its thread, which points back; -1 if it does not. */
    private int offsetOfThreadState(long greenlet, long implementation) {
        for (int offset = SELF; offset < ThreadStates.MAX_IMPLEMENTATION; offset += Long.BYTES) {
            long word = memory.readLong(implementation + offset);
            if (states.isStateOf(greenlet, word)) {
                return offset;
            }
        }
        return -1;
    }
}
