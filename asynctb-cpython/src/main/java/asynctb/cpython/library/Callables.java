package asynctb.cpython.library;

import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyDict;
import asynctb.cpython.object.PyFunction;
import asynctb.cpython.object.PyList;
import asynctb.cpython.object.PyMethod;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.object.PyStr;
import asynctb.cpython.object.PyTuple;
import asynctb.cpython.object.Repr;
import java.util.ArrayList;
import java.util.OptionalLong;

/** Writes calls as the source would have them. */
public final class Callables {
    private static final int MAX_ARGUMENTS = 20;

    private Callables() {}

    /** {@code module.Qualname} of a function, {@code RECEIVER.name} of a method, the repr of anything else. */
    public static String name(PyObject callable) {
        if (callable instanceof PyFunction function) {
            OptionalLong module = function.readModule();
            String qualname = function.readQualname();
            return module.isPresent() && callable.heap().readObject(module.getAsLong()) instanceof PyStr text
                    ? text.readText() + "." + qualname
                    : qualname;
        }
        if (callable instanceof PyMethod method && !method.readName().isEmpty()) {
            return Repr.of(callable.heap(), method.readSelf()) + "." + method.readName();
        }
        return Repr.of(callable.heap(), callable.address());
    }

    /** {@code 1, 'a', key=2}: a tuple and a dictionary, each 0 if it is not there. */
    public static String arguments(Heap heap, long positional, long keywords) {
        var texts = new ArrayList<String>();
        // A list where 3.7 has unpacked it from a longer one (`self, callback, *args = args`).
        if (positional != 0 && heap.readObject(positional) instanceof PyTuple tuple) {
            int size = Math.min(tuple.readSize(), MAX_ARGUMENTS);
            for (int i = 0; i < size; i++) {
                texts.add(Repr.of(heap, tuple.readItem(i)));
            }
        } else if (positional != 0 && heap.readObject(positional) instanceof PyList list) {
            int size = Math.min(list.readSize(), MAX_ARGUMENTS);
            for (int i = 0; i < size; i++) {
                texts.add(Repr.of(heap, list.readItem(i)));
            }
        }
        if (keywords != 0 && heap.readObject(keywords) instanceof PyDict dict) {
            dict.readEntries((key, value) -> {
                String name = heap.readObject(key) instanceof PyStr text ? text.readText() : Repr.of(heap, key);
                texts.add(name + "=" + Repr.of(heap, value));
                return texts.size() < MAX_ARGUMENTS;
            });
        }
        return String.join(", ", texts);
    }
}
