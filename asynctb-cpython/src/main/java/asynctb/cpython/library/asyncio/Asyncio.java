package asynctb.cpython.library.asyncio;

import asynctb.cpython.frame.FrameReader;
import asynctb.cpython.frame.Generators;
import asynctb.cpython.layout.Layout;
import asynctb.cpython.library.CVariables;
import asynctb.cpython.object.ByAddress;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.thread.Interpreter;
import asynctb.cpython.thread.PyThread;
import asynctb.memory.MemoryFault;
import asynctb.model.Problem;
import asynctb.model.Stack;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tasks of all loops of one picture. */
public final class Asyncio {
    /** The name of the library in results. */
    public static final String LIBRARY = "asyncio";

    private static final int MAX_CALLBACKS = 100_000;

    private final Heap heap;
    private final Layout layout;
    private final CVariables variables;
    private final List<PyThread> threads;
    private final Futures futures;
    private final Waiters waiters;
    private final Activities activities;
    private final Loops loops;
    private final ByAddress<AsyncioTask> known = new ByAddress<>();

    /**
     * Begins to read.
     *
     * @param layout that of the heap, with what the target's {@link DebugSection} says
     * @param threads all of the target
     * @param now seconds of the monotonic clock
     */
    public Asyncio(
            Heap heap,
            Layout layout,
            FrameReader frames,
            Generators generators,
            CVariables variables,
            List<PyThread> threads,
            double now) {
        this.heap = heap;
        this.layout = layout;
        this.variables = variables;
        this.threads = threads;
        futures = new Futures(heap, new FutureOffsets(layout));
        waiters = new Waiters(futures);
        activities = new Activities(futures, generators, new AwaitChain(heap, frames, generators), now);
        loops = new Loops(heap, layout, threads);
    }

    /** Whether an object is a task; false if it cannot be read. */
    public boolean isTask(long address) {
        try {
            return futures.isTask(address);
        } catch (MemoryFault e) {
            return false;
        }
    }

    /**
     * All tasks that are not done, oldest first.
     *
     * @param problems takes what could not be read
     */
    public List<AsyncioTask> readLive(List<Interpreter> interpreters, List<Problem> problems) {
        var live = new ArrayList<AsyncioTask>();
        for (long address : new TaskLists(futures, layout, variables, problems).read(interpreters, threads)) {
            AsyncioTask task = readTask(address);
            if (task.state() != Stack.State.FINISHED) {
                live.add(task);
            }
        }
        // Sets have no order; the names are all that is left of it.
        return layout.has("TaskObj.task_node") ? live : CreationOrder.byName(live);
    }

    /** A task; what cannot be read of it is a problem in it. */
    public AsyncioTask readTask(long address) {
        AsyncioTask task = known.get(address);
        if (task == null) {
            task = read(address);
            known.put(address, task);
        }
        return task;
    }

    private AsyncioTask read(long address) {
        var problems = new ArrayList<Problem>();
        String name = null;
        long coroutine = 0;
        PyThread thread = null;
        Activity activity = Activity.of(Stack.State.UNKNOWN, null);
        List<Long> awaitedBy = List.of();
        try {
            PyObject task = heap.readObject(address);
            name = readName(task);
            coroutine = futures.readCoroutine(task);
            activity = activities.read(task, coroutine);
            thread = loops.threadOf(futures.readLoop(task));
        } catch (MemoryFault e) {
            problems.add(problem("the task could not be read", e, address));
        }
        try {
            awaitedBy = List.copyOf(waiters.read(heap.readObject(address)));
        } catch (MemoryFault e) {
            problems.add(
                    problem("which task waits for it could not be read, so it may have no parent here", e, address));
        }
        return new AsyncioTask(
                address,
                name,
                coroutine,
                thread,
                activity.state(),
                activity.text(),
                activity.object(),
                awaitedBy,
                problems);
    }

    private @Nullable String readName(PyObject task) {
        try {
            return futures.readName(task);
        } catch (MemoryFault e) {
            return null;
        }
    }

    /** The address of the future that an {@code await} of one iterates over; 0 if it is no such iterator. */
    public long readIteratedFuture(long iterator) {
        return futures.readIteratedFuture(heap.readObject(iterator));
    }

    /** The address of the future of {@code concurrent.futures} that a future of asyncio follows, itself or behind shields; 0 if it follows none. */
    public long readFollowed(long future) {
        return futures.readFollowed(future);
    }

    /**
     * What a task is doing, in words; null if the state says it all.
     *
     * @param coroutine the one that it is suspended in, where that is not its own
     */
    public @Nullable String readDoing(long task, long coroutine) {
        return activities.read(heap.readObject(task), coroutine).text();
    }

    /** The thread that runs a loop; null if none does. */
    public @Nullable PyThread threadOf(long loop) {
        return loops.threadOf(loop);
    }

    /** The address of the loop of a task or future; 0 if it has none. */
    public long readLoop(long future) {
        return futures.readLoop(heap.readObject(future));
    }

    /** The addresses of what a future will call when it is done, not more than a bound; none if it is no future. */
    public List<Long> readCallbacks(long future) {
        var callbacks = new ArrayList<Long>();
        PyObject object = heap.readObject(future);
        if (futures.sortOf(object).isFuture()) {
            futures.readCallbacks(object, callback -> {
                if (callbacks.size() < MAX_CALLBACKS) {
                    callbacks.add(callback);
                }
            });
        }
        return callbacks;
    }

    /** The addresses of the tasks that wait for a future. */
    public List<Long> readAwaiting(long future) {
        return List.copyOf(waiters.read(heap.readObject(future)));
    }

    /** The address of a task's coroutine; 0 if it has none any more. */
    public long readCoroutine(long task) {
        return futures.readCoroutine(heap.readObject(task));
    }

    private static Problem problem(String what, MemoryFault fault, long address) {
        return new Problem(Problem.Kind.UNREADABLE, what + ": " + fault.getMessage(), address);
    }
}
