package asynctb.cpython.thread;

import asynctb.cpython.layout.Layout;
import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyDict;
import asynctb.cpython.object.PyStr;
import asynctb.memory.MemoryFault;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code sys.modules} of an interpreter. */
public final class Modules {
    private static final int MAX_NAME = 1000;

    private final Heap heap;
    private final int modules;

    public Modules(Heap heap) {
        this.heap = heap;
        Layout layout = heap.layout();
        modules = layout.offset("PyInterpreterState.imports.modules", "PyInterpreterState.modules");
    }

    /**
     * A loaded module.
     *
     * @return the address of the object that stands in {@code sys.modules}; empty if it is not loaded
     * @throws MemoryFault if the modules cannot be read
     */
    public OptionalLong readModule(Interpreter interpreter, String name) {
        long dict = heap.memory().readLong(interpreter.address() + modules);
        return dict != 0 && heap.readObject(dict) instanceof PyDict loaded
                ? loaded.readValue(name)
                : OptionalLong.empty();
    }

    /**
     * The addresses of all loaded modules by their names; what is no name is left out.
     *
     * @throws MemoryFault if the modules cannot be read
     */
    public Map<String, Long> readAll(Interpreter interpreter) {
        var all = new HashMap<String, Long>();
        long dict = heap.memory().readLong(interpreter.address() + modules);
        if (dict != 0 && heap.readObject(dict) instanceof PyDict loaded) {
            loaded.readEntries((key, module) -> {
                if (heap.readObject(key) instanceof PyStr name) {
                    all.put(name.readStart(MAX_NAME), module);
                }
                return true;
            });
        }
        return all;
    }

    /** A global of a loaded module that is a dict; null if there is none. */
    public @Nullable PyDict readDict(Interpreter interpreter, String module, String name) {
        OptionalLong address = readModule(interpreter, module);
        if (address.isEmpty()) {
            return null;
        }
        OptionalLong value = Attributes.readPlain(heap.readObject(address.getAsLong()), name);
        return value.isPresent() && heap.readObject(value.getAsLong()) instanceof PyDict dict ? dict : null;
    }
}
