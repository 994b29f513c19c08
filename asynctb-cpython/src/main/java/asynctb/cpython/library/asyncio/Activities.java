package asynctb.cpython.library.asyncio;

import asynctb.cpython.frame.Generators;
import asynctb.cpython.library.Deadline;
import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyDeque;
import asynctb.cpython.object.PyFunction;
import asynctb.cpython.object.PyGenerator;
import asynctb.cpython.object.PyInt;
import asynctb.cpython.object.PyList;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.object.PySet;
import asynctb.cpython.object.PyStr;
import asynctb.cpython.object.Repr;
import asynctb.memory.MemoryFault;
import asynctb.model.Stack;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Says what tasks are doing: from the future that a task waits for, and from the function of asyncio that it is in. */
final class Activities {
    /** They wait by means of another function that is known, and say more than that. */
    private static final Set<String> WRAPPERS = Set.of(
            "asyncio/queues Queue.join",
            "asyncio/locks Barrier.wait",
            "asyncio/locks Condition.wait",
            "asyncio/threads to_thread",
            "asyncio/tasks as_completed.<locals>._wait_for_one",
            "asyncio/tasks _AsCompletedIterator._wait_for_one");

    private static final int MAX_COUNTED = 1_000_000;

    private final Futures futures;
    private final Heap heap;
    private final Generators generators;
    private final AwaitChain chain;
    private final double now;

    Activities(Futures futures, Generators generators, AwaitChain chain, double now) {
        this.now = now;
        this.futures = futures;
        this.heap = futures.heap;
        this.generators = generators;
        this.chain = chain;
    }

    /**
     * What a task is doing.
     *
     * @param coroutine its coroutine; 0 if it has none
     * @throws MemoryFault if not even its state can be read
     */
    Activity read(PyObject task, long coroutine) {
        if (!futures.sortOf(task).isTask()) {
            // Another library's, which only says that it is one.
            return Activity.of(Stack.State.UNKNOWN, null);
        }
        Futures.State state = futures.readState(task);
        if (state != Futures.State.PENDING) {
            return Activity.of(
                    Stack.State.FINISHED, state == Futures.State.CANCELLED ? "finished, cancelled" : "finished");
        }
        Activity activity = readPending(task, coroutine);
        if (!isCancelling(task)) {
            return activity;
        }
        String text = activity.text() == null ? activity.state().id() : activity.text();
        return new Activity(activity.state(), text + "; being cancelled", activity.object());
    }

    /** A task knows that itself, since 3.11, and before until the next step; if it waits, what it waits for is cancelled. */
    private boolean isCancelling(PyObject task) {
        long waiter = futures.readWaiter(task);
        return futures.readIsCancelling(task)
                || (waiter != 0 && futures.readState(heap.readObject(waiter)) == Futures.State.CANCELLED);
    }

    private Activity readPending(PyObject task, long coroutine) {
        boolean hasEnded = false;
        if (coroutine != 0 && heap.readObject(coroutine) instanceof PyGenerator generator) {
            switch (generators.readState(generator)) {
                case RUNNING -> {
                    return Activity.of(Stack.State.RUNNING, null);
                }
                case CREATED -> {
                    return Activity.of(Stack.State.CREATED, "not started");
                }
                case FINISHED -> hasEnded = true;
                case SUSPENDED -> {
                    // What it waits for tells more.
                }
            }
        }
        long waiter = futures.readWaiter(task);
        if (waiter == 0 || futures.readState(heap.readObject(waiter)) != Futures.State.PENDING) {
            // What the coroutine leaves behind may be finalized for as long as that takes, or somebody has closed it.
            return Activity.of(Stack.State.SUSPENDED, hasEnded ? "its coroutine has ended" : "ready to run");
        }
        try {
            return readWaiting(heap.readObject(waiter), coroutine);
        } catch (MemoryFault e) {
            return Activity.waiting(null, waiter);
        }
    }

    private Activity readWaiting(PyObject waiter, long coroutine) {
        if (futures.sortOf(waiter).isTask()) {
            return Activity.waiting("waiting for task " + name(waiter), waiter.address());
        }
        if (waiter.type().name().equals("asyncio.tasks._GatheringFuture")) {
            return Activity.waiting("waiting in gather" + left(waiter), waiter.address());
        }
        Activity function = readFunction(waiter, coroutine);
        Activity maker = function.text() == null ? readMaker(waiter) : null;
        return maker == null ? function : maker;
    }

    /** By the functions that the task is suspended in. */
    private Activity readFunction(PyObject waiter, long coroutine) {
        Activity found = null;
        for (AwaitChain.Step step : chain.readInner(coroutine)) {
            boolean mayTell = step.isOfAsyncio() && (found == null || WRAPPERS.contains(step.function()));
            Activity known = mayTell ? readKnown(step, waiter.address()) : null;
            found = known == null ? found : known;
        }
        return found == null ? Activity.waiting(null, waiter.address()) : found;
    }

    /** By what has made the future, if a callback shows that. */
    private @Nullable Activity readMaker(PyObject waiter) {
        var found = new AtomicReference<@Nullable Activity>();
        futures.readMakersCallbacks(waiter, callback -> {
            if (found.get() == null && heap.readObject(callback) instanceof PyFunction function) {
                found.set(
                        switch (function.readQualname()) {
                            case "shield.<locals>._outer_done_callback" -> shielding(function);
                            case "_chain_future.<locals>._call_check_cancel" ->
                                Activity.waiting("waiting for an executor", waiter.address());
                            default -> null;
                        });
            }
        });
        return found.get();
    }

    private @Nullable Activity shielding(PyFunction callback) {
        long inner = callback.readFree("inner");
        if (inner == 0) {
            return null;
        }
        PyObject shielded = heap.readObject(inner);
        if (futures.readFollowed(inner) != 0) {
            return Activity.waiting("waiting for an executor, shielded", inner);
        }
        String what = futures.sortOf(shielded).isTask()
                ? "task " + name(shielded)
                : shielded.type().name();
        return Activity.waiting("waiting for shielded " + what, inner);
    }

    /** A task's name in quotes, or what it runs. */
    private String name(PyObject task) {
        String name = futures.readName(task);
        if (name != null) {
            return '"' + name + '"';
        }
        long coroutine = futures.readCoroutine(task);
        return coroutine != 0 && heap.readObject(coroutine) instanceof PyGenerator generator
                ? generator.readQualname()
                : "0x" + Long.toHexString(task.address());
    }

    private String left(PyObject gathering) {
        OptionalLong children = Attributes.readPlain(gathering, "_children");
        if (children.isEmpty() || !(heap.readObject(children.getAsLong()) instanceof PyList list)) {
            return "";
        }
        int size = Math.min(list.readSize(), MAX_COUNTED);
        int pending = 0;
        for (int i = 0; i < size; i++) {
            pending += isPending(list.readItem(i)) ? 1 : 0;
        }
        return ", " + pending + " of " + size + " left";
    }

    private boolean isPending(long future) {
        PyObject object = heap.readObject(future);
        return futures.sortOf(object).isFuture() && futures.readState(object) == Futures.State.PENDING;
    }

    /** By the function that it is suspended in; null if that says nothing. */
    private @Nullable Activity readKnown(AwaitChain.Step step, long waiter) {
        PyObject self = step.readObject("self");
        return switch (step.function()) {
            case "asyncio/tasks sleep" -> Activity.waiting(sleep(step), waiter);
            case "asyncio/tasks _wait" ->
                Activity.waiting("waiting in wait" + pendingOf(step.readObject("fs")), waiter);
            case "asyncio/tasks wait_for" ->
                Activity.waiting(
                        "waiting in wait_for" + deadline(step.readObject("timeout_handle")), limited(step, waiter));
            case "asyncio/tasks _cancel_and_wait" -> Activity.waiting("waiting for a cancellation to end", waiter);
            case "asyncio/tasks as_completed.<locals>._wait_for_one",
                    "asyncio/tasks _AsCompletedIterator._wait_for_one" ->
                Activity.waiting("waiting in as_completed", waiter);
            case "asyncio/taskgroups TaskGroup.__aexit__", "asyncio/taskgroups TaskGroup._aexit" ->
                on(self, waiter, "waiting at the end of a TaskGroup" + tasksOf(self));
            case "asyncio/locks Event.wait" -> on(self, waiter, "waiting in Event.wait");
            case "asyncio/locks Lock.acquire" -> on(self, waiter, "waiting in Lock.acquire" + waitersOf(self));
            case "asyncio/locks Semaphore.acquire" ->
                on(self, waiter, "waiting in Semaphore.acquire" + waitersOf(self));
            case "asyncio/locks Condition.wait" -> on(self, waiter, "waiting in Condition.wait" + notice(step, waiter));
            case "asyncio/queues Queue.get" -> on(self, waiter, "waiting in Queue.get" + fill(self));
            case "asyncio/queues Queue.put" -> on(self, waiter, "waiting in Queue.put" + fill(self));
            case "asyncio/locks Barrier.wait" -> on(self, waiter, "waiting in Barrier.wait");
            case "asyncio/queues Queue.join" -> on(self, waiter, "waiting in Queue.join");
            case "asyncio/streams StreamReader._wait_for_data" -> on(self, waiter, stream(step, self));
            case "asyncio/streams FlowControlMixin._drain_helper" -> on(self, waiter, "waiting in StreamWriter.drain");
            case "asyncio/subprocess Process.wait", "asyncio/base_subprocess BaseSubprocessTransport._wait" ->
                on(self, waiter, "waiting for a subprocess");
            case "asyncio/threads to_thread" ->
                Activity.waiting("waiting for a thread that runs " + callable(step.readObject("func")), waiter);
            default -> socket(step, waiter);
        };
    }

    /** The future that a thread works for, behind the one that is waited for before 3.12. */
    private long limited(AwaitChain.Step step, long waiter) {
        PyObject future = step.readObject("fut");
        return future != null && futures.readFollowed(future.address()) != 0 ? future.address() : waiter;
    }

    private static Activity on(@Nullable PyObject object, long waiter, String text) {
        return Activity.waiting(text, object == null ? waiter : object.address());
    }

    /** It needs the condition's lock again once it has been notified. */
    private static String notice(AwaitChain.Step step, long waiter) {
        PyObject notice = step.readObject("fut");
        return notice == null || notice.address() == waiter ? "" : " for its lock";
    }

    private String sleep(AwaitChain.Step step) {
        PyObject handle = step.readObject("h");
        String left = handle == null ? "" : deadline(handle);
        if (!left.isEmpty()) {
            return "sleeping" + left;
        }
        PyObject delay = step.readObject("delay");
        return "sleeping for " + (delay == null ? "some time" : Repr.of(heap, delay.address()) + " s");
    }

    private String deadline(@Nullable PyObject handle) {
        if (handle == null) {
            return "";
        }
        String left = Deadline.readLeft(handle, now);
        return left == null ? "" : ", " + left;
    }

    private String pendingOf(@Nullable PyObject set) {
        if (!(set instanceof PySet members)) {
            return "";
        }
        var counts = new int[2];
        members.readItems(member -> {
            counts[0]++;
            counts[1] += isPending(member) ? 1 : 0;
            return counts[0] < MAX_COUNTED;
        });
        return ", " + counts[1] + " of " + counts[0] + " left";
    }

    private String tasksOf(@Nullable PyObject group) {
        OptionalLong tasks = group == null ? OptionalLong.empty() : Attributes.readPlain(group, "_tasks");
        return tasks.isPresent() && heap.readObject(tasks.getAsLong()) instanceof PySet set
                ? ", " + set.readSize() + " left"
                : "";
    }

    private String waitersOf(@Nullable PyObject lock) {
        OptionalLong waiters = lock == null ? OptionalLong.empty() : Attributes.readPlain(lock, "_waiters");
        int count = waiters.isPresent() && heap.readObject(waiters.getAsLong()) instanceof PyDeque deque
                ? deque.readSize()
                : 0;
        return count < 2 ? "" : ", " + count + " wait";
    }

    private String fill(@Nullable PyObject queue) {
        if (queue == null) {
            return "";
        }
        OptionalLong items = Attributes.readPlain(queue, "_queue");
        if (items.isEmpty()) {
            return "";
        }
        int size = switch (heap.readObject(items.getAsLong())) {
            case PyDeque deque -> deque.readSize();
            case PyList list -> list.readSize();
            default -> -1;
        };
        long limit = futures.readNumber(queue, "_maxsize");
        return size < 0
                ? ""
                : limit > 0 ? ", " + size + " of " + limit + " items" : size == 0 ? "" : ", " + size + " items";
    }

    private String stream(AwaitChain.Step step, @Nullable PyObject reader) {
        String text = "waiting in StreamReader."
                + (step.readObject("func_name") instanceof PyStr name ? name.readText() : "read");
        OptionalLong transport = reader == null ? OptionalLong.empty() : Attributes.readPlain(reader, "_transport");
        if (transport.isEmpty()) {
            return text;
        }
        OptionalLong number = Attributes.readPlain(heap.readObject(transport.getAsLong()), "_sock_fd");
        return number.isPresent() && heap.readObject(number.getAsLong()) instanceof PyInt fd
                ? text + ", fd " + fd.readValue()
                : text;
    }

    private @Nullable Activity socket(AwaitChain.Step step, long waiter) {
        String function = step.function();
        int method = function.lastIndexOf(".sock_") + 1;
        if (method == 0 || !function.startsWith("asyncio/selector_events ")) {
            return null;
        }
        String fd = step.readObject("fd") instanceof PyInt number ? ", fd " + number.readValue() : "";
        PyObject socket = step.readObject("sock");
        return on(socket, waiter, "waiting in " + function.substring(method) + fd);
    }

    private String callable(@Nullable PyObject function) {
        return function == null
                ? "something"
                : function instanceof PyFunction python ? python.readQualname() : Repr.of(heap, function.address());
    }
}
