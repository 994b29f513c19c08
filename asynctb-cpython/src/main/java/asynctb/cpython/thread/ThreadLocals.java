package asynctb.cpython.thread;

import asynctb.cpython.layout.Layout;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyDict;
import asynctb.cpython.object.PyStr;
import asynctb.cpython.object.PyType;
import asynctb.memory.MemoryFault;
import java.util.OptionalLong;

/**
 * What objects of {@code threading.local} hold for each thread: a dictionary. See localobject in _threadmodule.c, whose
 * members have stood in the same order from 3.6 to 3.12, and in another one since.
 */
public final class ThreadLocals {
    private static final String TYPE = "_thread._local";
    // The first members behind the head, and of a localdummy.
    private static final int KEY = 16;
    private static final int DUMMY_DICT = 16;
    // Since 3.13, behind `args`, `kw` and `weakreflist`.
    private static final int DICTS = 40;

    private final Heap heap;
    private final int threadDict;
    private final int threadKey;

    public ThreadLocals(Heap heap) {
        this.heap = heap;
        Layout layout = heap.layout();
        threadDict = layout.offset("PyThreadState.dict");
        threadKey = layout.offsetOrAbsent("PyThreadState.threading_local_key");
    }

    /**
     * What such an object holds for a thread under a name; empty if it holds nothing or is none.
     *
     * @throws MemoryFault if it cannot be read
     */
    public OptionalLong readValue(PyThread thread, long local, String name) {
        if (heap.readTypeOf(local).readMro().stream().map(PyType::name).noneMatch(TYPE::equals)) {
            return OptionalLong.empty();
        }
        long dict = threadKey < 0 ? readByThread(thread, local) : readByObject(thread, local);
        return dict != 0 && heap.readObject(dict) instanceof PyDict values
                ? values.readValue(name)
                : OptionalLong.empty();
    }

    /** Up to 3.12 the thread knows a helper for each of the objects. */
    private long readByThread(PyThread thread, long local) {
        long known = heap.memory().readLong(thread.state() + threadDict);
        long key = heap.memory().readLong(local + KEY);
        if (known == 0 || key == 0) {
            return 0;
        }
        if (!(heap.readObject(known) instanceof PyDict dict) || !(heap.readObject(key) instanceof PyStr text)) {
            return 0;
        }
        OptionalLong dummy = dict.readValue(text.readText());
        return dummy.isEmpty() ? 0 : heap.memory().readLong(dummy.getAsLong() + DUMMY_DICT);
    }

    /** Since 3.13 the object knows a dictionary for each thread. */
    private long readByObject(PyThread thread, long local) {
        long key = heap.memory().readLong(thread.state() + threadKey);
        long dicts = heap.memory().readLong(local + DICTS);
        if (key == 0 || dicts == 0 || !(heap.readObject(dicts) instanceof PyDict byKey)) {
            return 0;
        }
        var found = new long[1];
        byKey.readEntries((other, dict) -> {
            found[0] = other == key ? dict : 0;
            return found[0] == 0;
        });
        return found[0];
    }
}
