package asynctb.cpython.object;

import asynctb.memory.MemoryFault;

/**
 * A module.
 *
 * @param heap the memory that it is read from
 * @param address where it stands
 * @param type its type
 */
public record PyModule(Heap heap, long address, PyType type) implements PyObject {
    /** Its names. */
    public PyDict readDict() {
        long dict = heap.readPointer(address + heap.offsets.moduleDict);
        if (heap.readObject(dict) instanceof PyDict names) {
            return names;
        }
        throw new MemoryFault(address, "holds no module");
    }
}
