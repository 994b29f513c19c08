package asynctb.cpython.object;

/**
 * A {@code float}.
 *
 * @param heap the memory that it is read from
 * @param address where it stands
 * @param type its type
 */
public record PyFloat(Heap heap, long address, PyType type) implements PyObject {
    /** Its value. */
    public double readValue() {
        return Double.longBitsToDouble(heap.memory().readLong(address + heap.offsets.floatValue));
    }
}
