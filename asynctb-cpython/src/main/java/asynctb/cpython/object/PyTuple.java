package asynctb.cpython.object;

/**
 * A {@code tuple}.
 *
 * @param heap the memory that it is read from
 * @param address where it stands
 * @param type its type
 */
public record PyTuple(Heap heap, long address, PyType type) implements PyObject {
    private static final long MAX_SIZE = 1 << 28;

    /** How many items it has. */
    public int readSize() {
        return heap.readCount(address + heap.offsets.obSize, MAX_SIZE);
    }

    /** The address of an item. */
    public long readItem(int index) {
        return heap.readPointer(address + heap.offsets.tupleItems + (long) index * Long.BYTES);
    }
}
