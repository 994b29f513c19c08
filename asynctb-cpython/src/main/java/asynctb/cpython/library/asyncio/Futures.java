package asynctb.cpython.library.asyncio;

import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.Awaitables;
import asynctb.cpython.object.ByAddress;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyFunction;
import asynctb.cpython.object.PyGenerator;
import asynctb.cpython.object.PyInt;
import asynctb.cpython.object.PyList;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.object.PySet;
import asynctb.cpython.object.PyStr;
import asynctb.cpython.object.PyTuple;
import asynctb.cpython.object.PyType;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads futures and tasks, be they C objects or Python ones: the same questions, two places to look. */
final class Futures {
    private static final int MAX_ITEMS = 10_000_000;
    private static final int MAX_MAKERS = 8;
    private static final int MAX_SHIELDS = 8;
    private static final int MAX_DRIVERS = 100;

    final Heap heap;
    private final FutureOffsets offsets;
    private final ByAddress<Sort> sorts = new ByAddress<>();

    Futures(Heap heap, FutureOffsets offsets) {
        this.heap = heap;
        this.offsets = offsets;
    }

    /**
     * How an object keeps what futures keep. The two parts of a task may differ: in 3.6 the Python implementation of tasks
     * builds on the C one of futures.
     *
     * @param isFuture whether it is a future at all
     * @param isTask whether it is a task, which every task is beside being a future
     * @param hasFutureInC whether a C structure holds what futures have
     * @param hasTaskInC whether a C structure holds what tasks have beyond that
     */
    record Sort(boolean isFuture, boolean isTask, boolean hasFutureInC, boolean hasTaskInC) {}

    /** What has become of a future. */
    enum State {
        PENDING,
        CANCELLED,
        FINISHED
    }

    /**
     * How an object keeps what futures keep, by the classes that it inherits from.
     *
     * @throws asynctb.memory.MemoryFault if there is no object
     */
    Sort sortOf(PyObject object) {
        Sort known = sorts.get(object.type().address());
        if (known == null) {
            known = sort(object.type());
            sorts.put(object.type().address(), known);
        }
        return known;
    }

    private static Sort sort(PyType type) {
        Set<String> names = type.readMro().stream().map(PyType::name).collect(Collectors.toSet());
        boolean hasTaskInC = names.contains("_asyncio.Task");
        boolean hasFutureInC = hasTaskInC || names.contains("_asyncio.Future");
        boolean isTask = hasTaskInC || names.contains("asyncio.tasks.Task");
        boolean isFuture = isTask || hasFutureInC || names.contains("asyncio.futures.Future");
        return new Sort(isFuture, isTask, hasFutureInC, hasTaskInC);
    }

    boolean isTask(long address) {
        return address != 0 && sortOf(heap.readObject(address)).isTask();
    }

    State readState(PyObject future) {
        if (sortOf(future).hasFutureInC()) {
            int state = heap.memory().readInt(future.address() + offsets.state);
            return state == 0 ? State.PENDING : state == 1 ? State.CANCELLED : State.FINISHED;
        }
        String state = readText(future, "_state");
        return state == null || state.equals("PENDING")
                ? State.PENDING
                : state.equals("CANCELLED") ? State.CANCELLED : State.FINISHED;
    }

    /** The address of its loop; 0 if it has none. */
    long readLoop(PyObject future) {
        return readMember(future, sortOf(future).hasFutureInC(), offsets.loop, "_loop");
    }

    /** The address of a task's coroutine, or of the one that this drives where it has no frames itself; 0 if it has none any more. */
    long readCoroutine(PyObject task) {
        long coroutine = readMember(task, sortOf(task).hasTaskInC(), offsets.coroutine, "_coro");
        long driven = coroutine;
        for (int i = 0; i < MAX_DRIVERS && driven != 0; i++) {
            PyObject object = heap.readObject(driven);
            if (object instanceof PyGenerator) {
                return driven;
            }
            // In debug mode there may be a wrapper around it.
            driven = Awaitables.readDriven(object).orElse(0);
        }
        return coroutine;
    }

    /** The address of the future that a task waits for; 0 if it waits for none. */
    long readWaiter(PyObject task) {
        return readMember(task, sortOf(task).hasTaskInC(), offsets.waiter, "_fut_waiter");
    }

    private long readMember(PyObject object, boolean isInC, int offset, String attribute) {
        if (isInC) {
            return heap.memory().readLong(object.address() + offset);
        }
        long value = Attributes.readPlain(object, attribute).orElse(0);
        return value == 0 || isNone(value) ? 0 : value;
    }

    /** A task's name; null before 3.8. Since 3.12 the number N stands for {@code Task-N} until somebody asks. */
    @Nullable
    String readName(PyObject task) {
        long name;
        if (sortOf(task).hasTaskInC()) {
            name = offsets.name < 0 ? 0 : heap.memory().readLong(task.address() + offsets.name);
        } else {
            name = Attributes.readPlain(task, "_name").orElse(0);
        }
        if (name == 0) {
            return null;
        }
        return switch (heap.readObject(name)) {
            case PyStr text -> text.readText();
            case PyInt number -> "Task-" + number.readLong();
            default -> null;
        };
    }

    /** Whether somebody has asked that a task be cancelled and it has not ended yet. */
    boolean readIsCancelling(PyObject task) {
        if (!sortOf(task).hasTaskInC()) {
            return readNumber(task, "_must_cancel") != 0 || readNumber(task, "_num_cancels_requested") != 0;
        }
        IntUnaryOperator wordAt = offset -> heap.memory().readInt(task.address() + offset);
        return offsets.isToBeCancelled(wordAt)
                || (offsets.cancelsRequested >= 0 && wordAt.applyAsInt(offsets.cancelsRequested) != 0);
    }

    /** Visits the addresses of the callbacks. */
    void readCallbacks(PyObject future, LongConsumer visitor) {
        readCallbacks(future, MAX_ITEMS, visitor);
    }

    /**
     * Visits the addresses of those callbacks that a future was made with. Any number of tasks may wait for it, so who asks for each of
     * them must not see all.
     */
    void readMakersCallbacks(PyObject future, LongConsumer visitor) {
        readCallbacks(future, MAX_MAKERS, visitor);
    }

    /** The address of the future of {@code concurrent.futures} that a future follows, itself or behind shields; 0 if it follows none. */
    long readFollowed(long future) {
        long behind = future;
        for (int i = 0; i <= MAX_SHIELDS && behind != 0; i++) {
            long followed = readMaker(behind, "_chain_future.<locals>._call_check_cancel", "source");
            if (followed != 0) {
                return followed;
            }
            behind = readMaker(behind, "shield.<locals>._outer_done_callback", "inner");
        }
        return 0;
    }

    /** What a callback that a future was made with has captured; 0 if it has no such callback. */
    private long readMaker(long future, String callback, String variable) {
        var found = new AtomicLong();
        readMakersCallbacks(heap.readObject(future), address -> {
            if (heap.readObject(address) instanceof PyFunction function
                    && function.readQualname().equals(callback)) {
                found.set(function.readFree(variable));
            }
        });
        return found.get();
    }

    private void readCallbacks(PyObject future, int atMost, LongConsumer visitor) {
        long list;
        if (sortOf(future).hasFutureInC()) {
            long first = offsets.callback0 < 0 ? 0 : heap.memory().readLong(future.address() + offsets.callback0);
            if (first != 0) {
                visitor.accept(first);
            }
            list = heap.memory().readLong(future.address() + offsets.callbacks);
        } else {
            list = Attributes.readPlain(future, "_callbacks").orElse(0);
        }
        if (list == 0 || !(heap.readObject(list) instanceof PyList callbacks)) {
            return;
        }
        int size = Math.min(callbacks.readSize(), atMost);
        for (int i = 0; i < size; i++) {
            long item = callbacks.readItem(i);
            // Since 3.7 each comes with the context that it is to run in.
            visitor.accept(
                    heap.readObject(item) instanceof PyTuple pair && pair.readSize() == 2 ? pair.readItem(0) : item);
        }
    }

    /** Visits the addresses of the tasks that are known to the future itself to await it; none before 3.14. */
    void readAwaitedBy(PyObject future, LongConsumer visitor) {
        boolean isInC = sortOf(future).hasFutureInC();
        if (isInC && offsets.awaitedBy < 0) {
            return;
        }
        long holder;
        boolean isSet;
        if (isInC) {
            holder = heap.memory().readLong(future.address() + offsets.awaitedBy);
            isSet = offsets.isAwaitedBySet(offset -> heap.memory().readInt(future.address() + offset));
        } else {
            holder = Attributes.readPlain(future, "_Future__asyncio_awaited_by").orElse(0);
            isSet = true;
        }
        if (holder == 0) {
            return;
        }
        if (isSet) {
            readSet(holder, visitor);
        } else {
            visitor.accept(holder);
        }
    }

    /** Visits the members of a set; does nothing if it is none. */
    void readSet(long address, LongConsumer visitor) {
        if (heap.readObject(address) instanceof PySet set) {
            set.readItems(item -> {
                visitor.accept(item);
                return true;
            });
        }
    }

    /** The address of the future behind an {@code await}'s iterator; 0 if the object is none or its future is done with. */
    long readIteratedFuture(PyObject iterator) {
        String type = iterator.type().name();
        return type.equals("_asyncio.FutureIter") || type.equals("FutureIter")
                ? heap.memory().readLong(iterator.address() + offsets.iteratorFuture)
                : 0;
    }

    /** The address of the task that a wrapper wakes up; 0 if it is no such wrapper. */
    long readWakenTask(PyObject callback) {
        boolean isWrapper = offsets.wakeupTask >= 0 && callback.type().name().endsWith("TaskWakeupMethWrapper");
        return isWrapper ? heap.memory().readLong(callback.address() + offsets.wakeupTask) : 0;
    }

    private boolean isNone(long address) {
        return heap.readTypeOf(address).name().equals("NoneType");
    }

    /** A number in an attribute; 0 if it holds none. */
    long readNumber(PyObject object, String attribute) {
        OptionalLong value = Attributes.readPlain(object, attribute);
        return value.isPresent() && heap.readObject(value.getAsLong()) instanceof PyInt number ? number.readLong() : 0;
    }

    /** A text in an attribute; null if it holds none. */
    @Nullable
    String readText(PyObject object, String attribute) {
        OptionalLong value = Attributes.readPlain(object, attribute);
        return value.isPresent() && heap.readObject(value.getAsLong()) instanceof PyStr text ? text.readText() : null;
    }
}
