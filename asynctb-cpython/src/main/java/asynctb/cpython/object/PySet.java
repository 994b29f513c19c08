package asynctb.cpython.object;

import asynctb.memory.MemoryFault;
import java.util.function.LongPredicate;

/**
 * A {@code set} or {@code frozenset}.
 *
 * @param heap the memory that it is read from
 * @param address where it stands
 * @param type its type
 */
public record PySet(Heap heap, long address, PyType type) implements PyObject {
    private static final long MAX_MASK = 1 << 28;
    private static final long DELETED_HASH = -1;

    /** How many members it has. */
    public int readSize() {
        return heap.readCount(address + heap.offsets.setUsed, MAX_MASK);
    }

    /** Visits the addresses of the members, in the order of the table, while the visitor says yes. */
    public void readItems(LongPredicate visitor) {
        long mask = heap.readCount(address + heap.offsets.setMask, MAX_MASK);
        if ((mask & mask + 1) != 0) {
            throw new MemoryFault(address, "holds no set");
        }
        long table = heap.readPointer(address + heap.offsets.setTable);
        for (long i = 0; i <= mask; i++) {
            long entry = table + i * heap.offsets.setEntrySize;
            long key = heap.readPointer(entry + heap.offsets.setEntryKey);
            boolean deleted = heap.memory().readLong(entry + heap.offsets.setEntryHash) == DELETED_HASH;
            if (key != 0 && !deleted && !visitor.test(key)) {
                return;
            }
        }
    }
}
