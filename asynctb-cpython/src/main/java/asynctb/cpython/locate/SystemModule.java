package asynctb.cpython.locate;

import asynctb.cpython.layout.Layout;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyDict;
import asynctb.cpython.object.PyInt;
import asynctb.memory.MemoryFault;
import java.util.OptionalLong;

/** The names of the module {@code sys} of the first interpreter: what an interpreter says of itself. */
final class SystemModule {
    private final Heap heap;
    private final PyDict names;

    /** @throws MemoryFault if it cannot be read with this layout */
    SystemModule(Heap heap, Location.Roots roots) {
        this.heap = heap;
        Layout layout = heap.layout();
        long interpreter = heap.memory().readLong(roots.interpreters());
        long dict = heap.memory().readLong(interpreter + layout.offset("PyInterpreterState.sysdict"));
        if (heap.readObject(dict) instanceof PyDict found) {
            names = found;
        } else {
            throw new MemoryFault(dict, "holds no dict");
        }
    }

    long readHexVersion() {
        OptionalLong address = names.readValue("hexversion");
        if (address.isPresent() && heap.readObject(address.getAsLong()) instanceof PyInt number) {
            return number.readLong();
        }
        throw new MemoryFault(names.address(), "holds no names of sys");
    }

    /** Builds with Py_REF_DEBUG have this function. */
    boolean readIsDebugBuild() {
        return names.readValue("gettotalrefcount").isPresent();
    }
}
