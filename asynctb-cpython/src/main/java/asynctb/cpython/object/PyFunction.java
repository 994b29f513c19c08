package asynctb.cpython.object;

/**
 * A function of Python code.
 *
 * @param heap the memory that it is read from
 * @param address where it stands
 * @param type its type
 */
public record PyFunction(Heap heap, long address, PyType type) implements PyObject {
    /** Its {@code __qualname__}. */
    public String readQualname() {
        return heap.readStr(heap.readPointer(address + heap.offsets.functionQualname))
                .readText();
    }

    /** Its code. */
    public PyCode readCode() {
        return heap.readCode(heap.readPointer(address + heap.offsets.functionCode));
    }

    /** The address of its {@code __closure__}; 0 if it has none. */
    public long readClosure() {
        return heap.readPointer(address + heap.offsets.functionClosure);
    }
}
