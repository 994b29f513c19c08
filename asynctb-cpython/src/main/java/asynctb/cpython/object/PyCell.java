package asynctb.cpython.object;

/**
 * A cell: a variable that several functions share.
 *
 * @param heap the memory that it is read from
 * @param address where it stands
 * @param type its type
 */
public record PyCell(Heap heap, long address, PyType type) implements PyObject {
    /** The address of what it holds; 0 if it is empty. */
    public long readContent() {
        return heap.readPointer(address + heap.offsets.cellRef);
    }
}
