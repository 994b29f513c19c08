package asynctb.cpython.library.asyncio;

import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.ByAddress;
import asynctb.cpython.object.Callback;
import asynctb.cpython.object.PyBuiltin;
import asynctb.cpython.object.PyDeque;
import asynctb.cpython.object.PyFunction;
import asynctb.cpython.object.PyMethod;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.object.PyStr;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Tells which tasks wait for a future. Since 3.14 a future knows; before, its callbacks lead to them: directly by the
 * wake-up of a task, or through those that {@code gather}, {@code wait} and others have put between. Callbacks that are
 * not known lead nowhere. See Lib/asyncio/tasks.py and taskgroups.py.
 */
final class Waiters {
    private static final int MAX_STEPS = 100_000;

    private final Futures futures;
    private final ByAddress<Kind> kinds = new ByAddress<>();

    Waiters(Futures futures) {
        this.futures = futures;
    }

    /** What a callback does, by the name of its function. */
    private enum Kind {
        WAKES_TASK,
        COMPLETES_OUTER,
        RELEASES_WAITER,
        RELEASES_ARGUMENT,
        FEEDS_QUEUE,
        FEEDS_ITERATOR,
        ENDS_GROUP,
        OTHER
    }

    /**
     * The tasks that wait for a future, directly or through futures that are no tasks.
     *
     * @return their addresses, in no particular order
     * @throws asynctb.memory.MemoryFault if it cannot be read
     */
    Set<Long> read(PyObject future) {
        var tasks = new LinkedHashSet<Long>();
        var seen = new HashSet<Long>();
        Deque<Long> work = new ArrayDeque<>();
        work.push(future.address());
        while (!work.isEmpty() && seen.size() < MAX_STEPS) {
            long address = work.pop();
            if (address != 0 && seen.add(address)) {
                step(futures.heap.readObject(address), tasks, work);
            }
        }
        return tasks;
    }

    /** Notes the tasks that wait for this future itself, and which other futures to look at. */
    private void step(PyObject future, Set<Long> tasks, Deque<Long> work) {
        if (!futures.sortOf(future).isFuture()) {
            return;
        }
        futures.readAwaitedBy(future, awaiting -> note(awaiting, tasks, work));
        futures.readCallbacks(future, callback -> follow(futures.heap.readObject(callback), 0, tasks, work));
    }

    private void note(long address, Set<Long> tasks, Deque<Long> work) {
        if (futures.isTask(address)) {
            tasks.add(address);
        } else {
            work.push(address);
        }
    }

    private void follow(PyObject callback, long argument, Set<Long> tasks, Deque<Long> work) {
        long waken = futures.readWakenTask(callback);
        if (waken != 0) {
            note(waken, tasks, work);
            return;
        }
        switch (callback) {
            case PyBuiltin builtin -> {
                if (builtin.readName().equals("task_wakeup")) {
                    note(builtin.readSelf(), tasks, work);
                }
            }
            case PyMethod method -> {
                if (futures.heap.readObject(method.readFunction()) instanceof PyFunction function) {
                    followMethod(function, method.readSelf(), tasks, work);
                }
            }
            case PyFunction function -> followFunction(function, argument, work);
            default ->
                Callback.readPartial(callback).ifPresent(partial -> {
                    if (futures.heap.readObject(partial.function()) instanceof PyFunction function) {
                        followFunction(function, partial.argument(), work);
                    }
                });
        }
    }

    private void followMethod(PyFunction function, long self, Set<Long> tasks, Deque<Long> work) {
        switch (kind(function)) {
            case WAKES_TASK -> note(self, tasks, work);
            case ENDS_GROUP -> readPlain(self, "_parent_task").ifPresent(parent -> note(parent, tasks, work));
            case FEEDS_ITERATOR -> readPlain(self, "_done").ifPresent(queue -> getters(queue, work));
            default -> {
                // A method of the program's own.
            }
        }
    }

    private void followFunction(PyFunction function, long argument, Deque<Long> work) {
        switch (kind(function)) {
            case COMPLETES_OUTER -> work.push(function.readFree("outer"));
            case RELEASES_WAITER -> work.push(function.readFree("waiter"));
            case RELEASES_ARGUMENT -> work.push(argument);
            case FEEDS_QUEUE -> {
                long queue = function.readFree("done");
                if (queue != 0) {
                    getters(queue, work);
                }
            }
            default -> {
                // A function of the program's own.
            }
        }
    }

    private void getters(long queue, Deque<Long> work) {
        OptionalLong getters = readPlain(queue, "_getters");
        if (getters.isPresent() && futures.heap.readObject(getters.getAsLong()) instanceof PyDeque deque) {
            deque.readItems(getter -> {
                work.push(getter);
                return true;
            });
        }
    }

    private OptionalLong readPlain(long object, String attribute) {
        return Attributes.readPlain(futures.heap.readObject(object), attribute);
    }

    private Kind kind(PyFunction function) {
        long code = function.readCode().address();
        Kind known = kinds.get(code);
        if (known == null) {
            known = readKind(function);
            kinds.put(code, known);
        }
        return known;
    }

    private Kind readKind(PyFunction function) {
        OptionalLong module = function.readModule();
        boolean isAsyncio = module.isPresent()
                && futures.heap.readObject(module.getAsLong()) instanceof PyStr name
                && List.of("asyncio.tasks", "asyncio.taskgroups").contains(name.readText());
        if (!isAsyncio) {
            return Kind.OTHER;
        }
        return switch (function.readQualname()) {
            case "Task._wakeup", "Task.__wakeup" -> Kind.WAKES_TASK;
            // The name with the underscore is that of 3.9.
            case "gather.<locals>._done_callback",
                    "_gather.<locals>._done_callback",
                    "shield.<locals>._done_callback",
                    "shield.<locals>._inner_done_callback" -> Kind.COMPLETES_OUTER;
            case "_wait.<locals>._on_completion" -> Kind.RELEASES_WAITER;
            case "_release_waiter" -> Kind.RELEASES_ARGUMENT;
            case "as_completed.<locals>._on_completion" -> Kind.FEEDS_QUEUE;
            case "_AsCompletedIterator._handle_completion" -> Kind.FEEDS_ITERATOR;
            case "TaskGroup._on_task_done" -> Kind.ENDS_GROUP;
            default -> Kind.OTHER;
        };
    }
}
