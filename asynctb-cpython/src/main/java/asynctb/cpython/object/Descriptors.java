package asynctb.cpython.object;

import java.util.OptionalLong;

/** What {@code staticmethod} and {@code classmethod} stand around. */
public final class Descriptors {
    private Descriptors() {}

    /**
     * The function behind such an object.
     *
     * @return its address; empty if the object is neither
     * @throws asynctb.memory.MemoryFault if it cannot be read
     */
    public static OptionalLong readCallable(PyObject object) {
        Heap heap = object.heap();
        return switch (object.type().kind()) {
            case STATIC_METHOD -> OptionalLong.of(heap.readPointer(object.address() + heap.offsets.staticCallable));
            case CLASS_METHOD -> OptionalLong.of(heap.readPointer(object.address() + heap.offsets.classCallable));
            default -> OptionalLong.empty();
        };
    }
}
