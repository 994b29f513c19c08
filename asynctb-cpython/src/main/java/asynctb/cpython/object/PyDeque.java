package asynctb.cpython.object;

import asynctb.memory.MemoryFault;
import java.util.function.LongPredicate;

/**
 * A {@code collections.deque}.
 *
 * @param heap the memory that it is read from
 * @param address where it stands
 * @param type its type
 */
public record PyDeque(Heap heap, long address, PyType type) implements PyObject {
    private static final long MAX_SIZE = 1 << 28;
    // BLOCKLEN in _collectionsmodule.c.
    private static final int BLOCK_ITEMS = 64;

    /** How many items it may have; negative if as many as one likes. */
    public long readMaxLength() {
        return heap.memory().readLong(address + heap.offsets.dequeMaxLength);
    }

    /** How many items it has. */
    public int readSize() {
        return heap.readCount(address + heap.offsets.obSize, MAX_SIZE);
    }

    /** Visits the addresses of the items from the left while the visitor says yes. */
    public void readItems(LongPredicate visitor) {
        int size = readSize();
        long block = heap.readPointer(address + heap.offsets.dequeLeftBlock);
        long index = heap.memory().readLong(address + heap.offsets.dequeLeftIndex);
        if (index < 0 || index > BLOCK_ITEMS) {
            throw new MemoryFault(address, "holds no deque");
        }
        for (int i = 0; i < size; i++) {
            if (index == BLOCK_ITEMS) {
                block = heap.readPointer(block + heap.offsets.dequeBlockRight);
                index = 0;
            }
            if (!visitor.test(heap.readPointer(block + heap.offsets.dequeBlockData + index * Long.BYTES))) {
                return;
            }
            index++;
        }
    }
}
