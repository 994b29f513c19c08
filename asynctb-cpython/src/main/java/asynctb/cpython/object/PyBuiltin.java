package asynctb.cpython.object;

/**
 * A function or bound method of C code.
 *
 * @param heap the memory that it is read from
 * @param address where it stands
 * @param type its type
 */
public record PyBuiltin(Heap heap, long address, PyType type) implements PyObject {
    /** Its name. */
    public String readName() {
        long definition = heap.readPointer(address + heap.offsets.builtinDefinition);
        return heap.readCString(heap.readPointer(definition + heap.offsets.definitionName));
    }

    /** The address of its {@code __self__}: a module for a plain function; may be 0. */
    public long readSelf() {
        return heap.readPointer(address + heap.offsets.builtinSelf);
    }
}
