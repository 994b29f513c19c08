package asynctb.cpython.library;

import asynctb.cpython.layout.Layout;
import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyDeque;
import asynctb.cpython.object.PyInt;
import asynctb.cpython.object.PyObject;
import asynctb.rules.Scene;
import asynctb.rules.ThreadView;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Locks of {@code threading} and {@code asyncio}: who holds them, as far as they know. */
public final class LockRules {
    /** Those that may know which thread holds them. */
    public static final List<String> OWNED = List.of("_thread.RLock", "threading._RLock", "threading.Condition");

    private final Heap heap;
    private final Scene scene;

    private LockRules(Heap heap, Scene scene) {
        this.heap = heap;
        this.scene = scene;
    }

    static void addTo(Map<String, ManagerRule> rules) {
        add(rules, "_thread.lock", LockRules::lock);
        add(rules, "_thread.RLock", LockRules::reentrantLock);
        add(rules, "threading._RLock", LockRules::pythonReentrantLock);
        add(rules, "threading.Condition", LockRules::condition);
        for (String name :
                List.of("threading.Semaphore", "asyncio.locks.Semaphore", "asyncio.locks.BoundedSemaphore")) {
            add(rules, name, LockRules::semaphore);
        }
        add(rules, "asyncio.locks.Lock", LockRules::asyncioLock);
        add(rules, "asyncio.locks.Condition", LockRules::condition);
    }

    private static void add(
            Map<String, ManagerRule> rules, String type, BiFunction<LockRules, PyObject, @Nullable String> words) {
        rules.put(
                type, (lock, scene) -> ManagerDetails.described(words.apply(new LockRules(lock.heap(), scene), lock)));
    }

    private String lock(PyObject lock) {
        // A flag, since 3.14 the byte of a PyMutex: its lowest bit says that it is locked.
        int locked = heap.layout().offset("lockobject.lock", "lockobject.locked");
        return (heap.memory().readByte(lock.address() + locked) & 1) != 0 ? "locked" : "not locked";
    }

    /** The ident of the thread that holds a lock; 0 if none does; empty if it does not know, or knows a greenlet. */
    public static OptionalLong readOwner(PyObject lock, Scene scene) {
        OptionalLong owner = new LockRules(lock.heap(), scene).owner(lock);
        boolean isThread = owner.isPresent()
                && (owner.getAsLong() == 0
                        || scene.threads().stream()
                                .anyMatch(thread -> thread.threadInfo().ident() == owner.getAsLong()));
        return isThread ? owner : OptionalLong.empty();
    }

    private OptionalLong owner(PyObject lock) {
        return switch (lock.type().name()) {
            case "_thread.RLock" -> OptionalLong.of(heap.memory().readLong(lock.address() + ownerOffset()));
            case "threading._RLock" -> OptionalLong.of(number(lock, "_owner").orElse(0));
            case "threading.Condition" -> {
                OptionalLong held = Attributes.readPlain(lock, "_lock");
                PyObject inner = held.isPresent() ? heap.readObject(held.getAsLong()) : lock;
                yield inner.type().name().equals("threading.Condition") ? OptionalLong.empty() : owner(inner);
            }
            default -> OptionalLong.empty();
        };
    }

    private int ownerOffset() {
        return heap.layout().offset("rlockobject.lock.thread", "rlockobject.rlock_owner");
    }

    private String reentrantLock(PyObject lock) {
        Layout layout = heap.layout();
        long count = layout.offsetOrAbsent("rlockobject.rlock_count");
        // Since 3.14: how often it was acquired after the first time.
        long furtherCount = layout.offsetOrAbsent("rlockobject.lock.level");
        long holder = heap.memory().readLong(lock.address() + ownerOffset());
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
        String name = threadName(holder);
        String by = "locked by " + (name == null ? "the thread 0x" + Long.toHexString(holder) : name);
        return times == 1 ? by : by + ", " + times + " times";
    }

    private @Nullable String threadName(long ident) {
        for (ThreadView thread : scene.threads()) {
            if (thread.threadInfo().ident() == ident) {
                return thread.name();
            }
        }
        return null;
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
