package asynctb.cpython.object;

import java.util.OptionalLong;

/**
 * A weak reference.
 *
 * @param heap the memory that it is read from
 * @param address where it stands
 * @param type its type
 */
public record PyWeakref(Heap heap, long address, PyType type) implements PyObject {
    /** The address of what it refers to; empty if that is gone. */
    public OptionalLong readReferent() {
        long referent = heap.readPointer(address + heap.offsets.weakrefObject);
        boolean dead = referent == 0 || heap.readTypeOf(referent).kind() == Kind.NONE;
        return dead ? OptionalLong.empty() : OptionalLong.of(referent);
    }
}
