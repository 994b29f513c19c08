package asynctb.cpython.object;

/**
 * A bound method.
 *
 * @param heap the memory that it is read from
 * @param address where it stands
 * @param type its type
 */
public record PyMethod(Heap heap, long address, PyType type) implements PyObject {
    /** The address of its {@code __func__}. */
    public long readFunction() {
        return heap.readPointer(address + heap.offsets.methodFunction);
    }

    /** The address of its {@code __self__}. */
    public long readSelf() {
        return heap.readPointer(address + heap.offsets.methodSelf);
    }
}
