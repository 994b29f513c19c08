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

    /** The {@code __name__} of its function; empty if that is no function or method of a class. */
    public String readName() {
        PyObject function = heap.readObject(readFunction());
        return switch (function) {
            case PyFunction python -> python.readName();
            case PyBuiltin builtin -> builtin.readName();
            default ->
                switch (function.type().kind()) {
                    case METHOD_DESCRIPTOR, WRAPPER_DESCRIPTOR ->
                        heap.readStr(heap.readPointer(function.address() + heap.offsets.memberName))
                                .readText();
                    default -> "";
                };
        };
    }

    /** The address of its {@code __self__}. */
    public long readSelf() {
        return heap.readPointer(address + heap.offsets.methodSelf);
    }
}
