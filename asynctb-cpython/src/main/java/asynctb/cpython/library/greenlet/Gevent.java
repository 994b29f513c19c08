package asynctb.cpython.library.greenlet;

import asynctb.cpython.object.Containers;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyBuiltin;
import asynctb.cpython.object.PyCode;
import asynctb.cpython.object.PyDeque;
import asynctb.cpython.object.PyList;
import asynctb.cpython.object.PyMethod;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.object.PyType;
import asynctb.memory.MemoryFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * gevent: what its greenlets wait for. Its classes are of C and tell nothing of their members; what can be waited for has a list
 * or a queue of whom to wake, and that is found by what is in it.
 */
public final class Gevent {
    /** The name of the library in results. */
    public static final String LIBRARY = "gevent";

    /** The class of its greenlets, compiled or not. */
    public static final List<String> GREENLETS =
            List.of("gevent._gevent_cgreenlet.Greenlet", "gevent.greenlet.Greenlet");

    /** The class of the greenlet that runs a thread's event loop. */
    public static final String HUB = "gevent.hub.Hub";

    // The members of an object begin behind its head.
    private static final int FIRST = 16;
    private static final int MAX_SIZE = 512;
    private static final int MAX_WAITING = 1_000_000;
    // Queues keep items, who waits to get one, and who waits to put one.
    private static final int PUTTERS = 2;

    // What is kept of the frames in which a greenlet was made: f_code and f_lineno, a C int.
    private static final String FRAME = "gevent._gevent_cgreenlet._Frame";
    private static final int FRAME_CODE = 16;
    private static final int FRAME_LINE = 24;
    private static final int MAX_STACK = 100;
    private static final String OWN_FILES = "/gevent/";

    private final Heap heap;
    private final Greenlets greenlets;
    private @Nullable Map<Long, List<Wait>> waits;
    private @Nullable Map<Long, List<Long>> waiting;

    public Gevent(Heap heap, Greenlets greenlets) {
        this.heap = heap;
        this.greenlets = greenlets;
    }

    /**
     * That a greenlet waits for an object.
     *
     * @param object its address
     * @param list which of its lists of whom to wake, or that hold its items, that is told by: 0 is the first
     */
    public record Wait(long object, int list) {
        /** Whether it waits for room in the object, if that is a queue. */
        public boolean isToPut() {
            return list == PUTTERS;
        }
    }

    /** What each greenlet waits for that waits for something. */
    public Map<Long, List<Wait>> readWaits() {
        if (waits == null) {
            var found = new LinkedHashMap<Long, List<Wait>>();
            for (long address : greenlets.survey().ofGevent()) {
                try {
                    readWaiting(heap.readObject(address), found);
                } catch (MemoryFault e) {
                    // Those that wait for it are not known to.
                }
            }
            waits = found;
        }
        return waits;
    }

    /** The addresses of the greenlets that wait for an object. */
    public List<Long> readWaiting(long object) {
        if (waiting == null) {
            var found = new HashMap<Long, List<Long>>();
            readWaits()
                    .forEach((greenlet, all) ->
                            all.forEach(wait -> found.computeIfAbsent(wait.object(), key -> new ArrayList<>(1))
                                    .add(greenlet)));
            waiting = found;
        }
        return waiting.getOrDefault(object, List.of());
    }

    private void readWaiting(PyObject object, Map<Long, List<Wait>> found) {
        var lists = new ArrayList<PyObject>();
        visitMembers(object, member -> {
            if (member instanceof PyList || member instanceof PyDeque) {
                lists.add(member);
            }
            return true;
        });
        for (int i = 0; i < lists.size(); i++) {
            var wait = new Wait(object.address(), i);
            var count = new int[1];
            Containers.readItems(lists.get(i), item -> {
                long greenlet = readWoken(item);
                if (greenlet != 0 && greenlet != object.address()) {
                    List<Wait> known = found.computeIfAbsent(greenlet, key -> new ArrayList<>(1));
                    // One that stands in this list twice was the last one to be noted.
                    if (known.isEmpty() || !known.getLast().equals(wait)) {
                        known.add(wait);
                    }
                }
                return ++count[0] < MAX_WAITING;
            });
        }
    }

    /** The greenlet that an entry wakes, which is its {@code switch} or a waiter; 0 if it wakes none. */
    private long readWoken(long entry) {
        try {
            PyObject object = heap.readObject(entry);
            if (object instanceof PyBuiltin function) {
                return function.readName().equals("switch") && greenlets.isGreenlet(function.readSelf())
                        ? function.readSelf()
                        : 0;
            }
            PyObject self = object instanceof PyMethod method ? heap.readObject(method.readSelf()) : object;
            if (greenlets.isGreenlet(self.address())) {
                return object instanceof PyMethod ? self.address() : 0;
            }
            return self.type().name().endsWith("Waiter") ? readWaiter(self) : 0;
        } catch (MemoryFault e) {
            return 0;
        }
    }

    /** A waiter holds its hub, which is a greenlet too, and the one that waits. */
    private long readWaiter(PyObject waiter) {
        var found = new long[1];
        visitMembers(waiter, member -> {
            boolean isWaiting = greenlets.isGreenlet(member.address()) && !isHub(member.type());
            found[0] = isWaiting ? member.address() : 0;
            return !isWaiting;
        });
        return found[0];
    }

    private static boolean isHub(PyType type) {
        return type.readMro().stream().anyMatch(base -> base.name().equals(HUB));
    }

    /**
     * Where a greenlet was made, outside of gevent itself: {@code spawned by main at app.py:12}.
     *
     * @return null if that is not known
     */
    public @Nullable String readSpawned(long greenlet) {
        try {
            PyObject frame = frameIn(heap.readObject(greenlet));
            for (int i = 0; frame != null && i < MAX_STACK; i++) {
                PyCode code =
                        heap.readObject(heap.memory().readLong(frame.address() + FRAME_CODE)) instanceof PyCode known
                                ? known
                                : null;
                if (code != null && !code.file().contains(OWN_FILES)) {
                    String file = code.file();
                    return "spawned by " + code.name() + " at " + file.substring(file.lastIndexOf('/') + 1) + ":"
                            + heap.memory().readInt(frame.address() + FRAME_LINE);
                }
                frame = frameIn(frame);
            }
        } catch (MemoryFault e) {
            // Then it is not said.
        }
        return null;
    }

    /** What gevent has kept of a frame of Python; null if the object has none. */
    private @Nullable PyObject frameIn(PyObject object) {
        var found = new ArrayList<PyObject>(1);
        visitMembers(object, member -> {
            if (member.type().name().equals(FRAME)) {
                found.add(member);
            }
            return found.isEmpty();
        });
        return found.isEmpty() ? null : found.getFirst();
    }

    /** Visits the words of an object that are objects, until the visitor gives false. */
    private void visitMembers(PyObject object, Predicate<PyObject> visitor) {
        long size =
                heap.memory().readLong(object.type().address() + heap.layout().offset("PyTypeObject.tp_basicsize"));
        for (long at = FIRST; at < Math.min(size, MAX_SIZE); at += Long.BYTES) {
            PyObject member = readMember(heap.memory().readLong(object.address() + at));
            if (member != null && !visitor.test(member)) {
                return;
            }
        }
    }

    private @Nullable PyObject readMember(long word) {
        try {
            return word == 0 ? null : heap.readObject(word);
        } catch (MemoryFault e) {
            // Not every word is an object.
            return null;
        }
    }
}
