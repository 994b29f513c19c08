package asynctb.cpython.library;

import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyBuiltin;
import asynctb.cpython.object.PyDeque;
import asynctb.cpython.object.PyFunction;
import asynctb.cpython.object.PyInt;
import asynctb.cpython.object.PyMethod;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.object.PyTuple;
import asynctb.cpython.object.Receivers;
import asynctb.cpython.object.Repr;
import asynctb.memory.MemoryFault;
import java.util.ArrayList;
import java.util.OptionalLong;

/**
 * {@code ExitStack} and {@code AsyncExitStack}: a deque of what to call at the end. A manager is there by its bound exit, a
 * callback by a function {@code _exit_wrapper} around it. See _BaseExitStack in Lib/contextlib.py.
 */
final class ExitStackRule {
    private static final int MAX_ENTRIES = 100_000;

    private ExitStackRule() {}

    static ManagerDetails read(PyObject stack) {
        Heap heap = stack.heap();
        OptionalLong callbacks = Attributes.readPlain(stack, "_exit_callbacks");
        var entries = new ArrayList<ManagerDetails.Entry>();
        if (callbacks.isPresent() && heap.readObject(callbacks.getAsLong()) instanceof PyDeque deque) {
            deque.readItems(item -> {
                entries.add(entry(heap, item));
                return entries.size() < MAX_ENTRIES;
            });
        }
        return new ManagerDetails(null, null, 0, entries);
    }

    /** One that cannot be read does not cost the stack its others. */
    private static ManagerDetails.Entry entry(Heap heap, long address) {
        try {
            PyObject item = heap.readObject(address);
            // Since 3.7 a pair of "is it called, not awaited" and the callable; the callable itself in 3.6.
            if (item instanceof PyTuple pair && pair.readSize() == 2) {
                boolean isSync = heap.readObject(pair.readItem(0)) instanceof PyInt flag && flag.readLong() != 0;
                return entry(heap.readObject(pair.readItem(1)), !isSync);
            }
            return entry(item, false);
        } catch (MemoryFault e) {
            return new ManagerDetails.Entry(address, false, false, "push", "...");
        }
    }

    private static ManagerDetails.Entry entry(PyObject callable, boolean isAsync) {
        OptionalLong wrapped =
                callable instanceof PyFunction function ? function.readAttribute("__wrapped__") : OptionalLong.empty();
        if (wrapped.isPresent()) {
            return callback((PyFunction) callable, wrapped.getAsLong(), isAsync);
        }
        long receiver = receiver(callable);
        if (receiver != 0) {
            return bound(callable, receiver, isAsync);
        }
        return new ManagerDetails.Entry(
                callable.address(), false, isAsync, isAsync ? "push_async_exit" : "push", Callables.name(callable));
    }

    /** 3.6 and 3.7 put the manager into the {@code __self__} of a function. */
    private static long receiver(PyObject callable) {
        return (callable instanceof PyFunction function
                        ? function.readAttribute("__self__")
                        : Receivers.readReceiver(callable))
                .orElse(0);
    }

    private static ManagerDetails.Entry bound(PyObject callable, long receiver, boolean isAsync) {
        String name = switch (callable) {
            case PyMethod method -> method.readName();
            case PyBuiltin builtin -> builtin.readName();
            default -> "__exit__";
        };
        Heap heap = callable.heap();
        if (name.equals("__exit__") || name.equals("__aexit__")) {
            return new ManagerDetails.Entry(
                    receiver,
                    true,
                    isAsync,
                    isAsync ? "enter_async_context" : "enter_context",
                    Repr.of(heap, receiver));
        }
        return new ManagerDetails.Entry(
                receiver, false, isAsync, isAsync ? "push_async_exit" : "push", Repr.of(heap, receiver) + "." + name);
    }

    private static ManagerDetails.Entry callback(PyFunction wrapper, long wrapped, boolean isAsync) {
        Heap heap = wrapper.heap();
        String arguments = Callables.arguments(heap, wrapper.readFree("args"), wrapper.readFree("kwds"));
        String name = Callables.name(heap.readObject(wrapped));
        return new ManagerDetails.Entry(
                wrapped,
                false,
                isAsync,
                isAsync ? "push_async_callback" : "callback",
                arguments.isEmpty() ? name : name + ", " + arguments);
    }
}
