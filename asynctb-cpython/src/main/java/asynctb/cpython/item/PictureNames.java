package asynctb.cpython.item;

import asynctb.cpython.frame.PyFrame;
import asynctb.cpython.object.ByAddress;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyDict;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.object.PyStr;
import asynctb.cpython.object.PyType;
import asynctb.cpython.object.Repr;
import asynctb.memory.MemoryFault;
import asynctb.model.ObjectInfo;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the objects, classes and modules of one picture are called. */
final class PictureNames {
    private final Heap heap;
    private final ByAddress<List<String>> types = new ByAddress<>();
    private final ByAddress<String> modules = new ByAddress<>();
    private @Nullable ObjectInfo described;

    PictureNames(Heap heap) {
        this.heap = heap;
    }

    /** The names of the class of an object and of those that it inherits from; one list for each class. */
    List<String> types(long address) {
        try {
            PyType type = heap.readTypeOf(address);
            List<String> known = types.get(type.address());
            if (known == null) {
                known = type.readMro().stream().map(PyType::name).toList();
                types.put(type.address(), known);
            }
            return known;
        } catch (MemoryFault e) {
            return List.of();
        }
    }

    /** A frozen description of an object; it never fails. What a stack is of is asked for again with its first frame. */
    ObjectInfo describe(long address) {
        if (described == null || described.address() != address) {
            described = readInfo(address);
        }
        return described;
    }

    private ObjectInfo readInfo(long address) {
        String type = "unreadable";
        try {
            type = heap.readTypeOf(address).name();
            String start = Repr.readStart(heap, address);
            if (start != null) {
                return ObjectInfo.endingWithAddress(type, address, start);
            }
        } catch (MemoryFault e) {
            // The text says where it could not be read.
        }
        return new ObjectInfo(type, address, Repr.of(heap, address));
    }

    /** The name of the module whose names these are; null if it has none. */
    @Nullable
    String module(PyFrame frame) {
        if (frame.globals() == 0) {
            return null;
        }
        String name = modules.get(frame.globals());
        if (name == null) {
            name = readModuleName(frame.globals());
            modules.put(frame.globals(), name);
        }
        return name.isEmpty() ? null : name;
    }

    private String readModuleName(long globals) {
        try {
            if (heap.readObject(globals) instanceof PyDict names) {
                OptionalLong name = names.readValue("__name__");
                PyObject text = name.isPresent() ? heap.readObject(name.getAsLong()) : null;
                return text instanceof PyStr str ? str.readText() : "";
            }
        } catch (MemoryFault e) {
            // No name is no harm.
        }
        return "";
    }
}
