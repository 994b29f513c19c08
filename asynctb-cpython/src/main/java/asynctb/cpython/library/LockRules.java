package asynctb.cpython.library;

import asynctb.cpython.layout.Layout;
import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyDeque;
import asynctb.cpython.object.PyInt;
import asynctb.cpython.object.PyObject;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Locks of {@code threading} and {@code asyncio}: who holds them, as far as they know. */
final class LockRules {
    private final LongFunction<@Nullable String> threadName;
    private final Heap heap;
    private final int locked;
    private final int owner;
    private final int count;
    private final int furtherCount;

    private LockRules(Heap heap, LongFunction<@Nullable String> threadName) {
        this.heap = heap;
        this.threadName = threadName;
        Layout layout = heap.layout();
        // A flag, since 3.14 the byte of a PyMutex: its lowest bit says that it is locked.
        locked = layout.offset("lockobject.lock", "lockobject.locked");
        owner = layout.offset("rlockobject.lock.thread", "rlockobject.rlock_owner");
        count = layout.offsetOrAbsent("rlockobject.rlock_count");
        // Since 3.14: how often it was acquired after the first time.
        furtherCount = layout.offsetOrAbsent("rlockobject.lock.level");
    }

    static void addTo(Map<String, ManagerRule> rules, Heap heap, LongFunction<@Nullable String> threadName) {
        var locks = new LockRules(heap, threadName);
        rules.put("_thread.lock", lock -> ManagerDetails.described(locks.lock(lock)));
        rules.put("_thread.RLock", lock -> ManagerDetails.described(locks.reentrantLock(lock)));
        rules.put("threading._RLock", lock -> ManagerDetails.described(locks.pythonReentrantLock(lock)));
        rules.put("threading.Condition", condition -> ManagerDetails.described(locks.condition(condition)));
        for (String name :
                List.of("threading.Semaphore", "asyncio.locks.Semaphore", "asyncio.locks.BoundedSemaphore")) {
            rules.put(name, semaphore -> ManagerDetails.described(locks.semaphore(semaphore)));
        }
        rules.put("asyncio.locks.Lock", lock -> ManagerDetails.described(locks.asyncioLock(lock)));
        rules.put("asyncio.locks.Condition", condition -> ManagerDetails.described(locks.condition(condition)));
    }

    private String lock(PyObject lock) {
        return (heap.memory().readByte(lock.address() + locked) & 1) != 0 ? "locked" : "not locked";
    }

    private String reentrantLock(PyObject lock) {
        long holder = heap.memory().readLong(lock.address() + owner);
        long times = count >= 0
                ? heap.memory().readLong(lock.address() + count)
                : heap.memory().readLong(lock.address() + furtherCount) + 1;
        return held(holder, times);
    }

    private String pythonReentrantLock(PyObject lock) {
        return held(number(lock, "_owner").orElse(0), number(lock, "_count").orElse(0));
    }

    private String held(long holder, long times) {
        if (holder == 0 || times == 0) {
            return "not locked";
        }
        String name = threadName.apply(holder);
        String by = "locked by " + (name == null ? "the thread 0x" + Long.toHexString(holder) : name);
        return times == 1 ? by : by + ", " + times + " times";
    }

    private @Nullable String condition(PyObject condition) {
        OptionalLong lock = Attributes.readPlain(condition, "_lock");
        if (lock.isEmpty()) {
            return null;
        }
        PyObject held = heap.readObject(lock.getAsLong());
        String state = switch (held.type().name()) {
            case "_thread.lock" -> lock(held);
            case "_thread.RLock" -> reentrantLock(held);
            case "asyncio.locks.Lock" -> asyncioLock(held);
            default -> null;
        };
        return withWaiters(state, condition);
    }

    private @Nullable String semaphore(PyObject semaphore) {
        OptionalLong value = number(semaphore, "_value");
        return value.isEmpty() ? null : withWaiters(value.getAsLong() + " left", semaphore);
    }

    private @Nullable String asyncioLock(PyObject lock) {
        OptionalLong flag = number(lock, "_locked");
        return flag.isEmpty() ? null : withWaiters(flag.getAsLong() != 0 ? "locked" : "not locked", lock);
    }

    private @Nullable String withWaiters(@Nullable String state, PyObject object) {
        OptionalLong waiters = Attributes.readPlain(object, "_waiters");
        int waiting = waiters.isPresent() && heap.readObject(waiters.getAsLong()) instanceof PyDeque deque
                ? deque.readSize()
                : 0;
        return state == null || waiting == 0 ? state : state + ", " + waiting + " waiting";
    }

    private OptionalLong number(PyObject object, String attribute) {
        OptionalLong value = Attributes.readPlain(object, attribute);
        return value.isPresent() && heap.readObject(value.getAsLong()) instanceof PyInt number
                ? OptionalLong.of(number.readLong())
                : OptionalLong.empty();
    }
}
