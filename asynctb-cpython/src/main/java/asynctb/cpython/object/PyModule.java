package asynctb.cpython.object;

import asynctb.memory.MemoryFault;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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

    /** What it is called; null if it is called nothing. */
    public @Nullable String readName() {
        OptionalLong name = readDict().readValue("__name__");
        return name.isPresent() && heap.readObject(name.getAsLong()) instanceof PyStr text ? text.readText() : null;
    }
}
