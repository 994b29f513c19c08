package asynctb.cpython.item;

import asynctb.cpython.frame.FrameReader;
import asynctb.cpython.frame.PyFrame;
import asynctb.cpython.frame.Slots;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyCode;
import asynctb.cpython.object.PyDict;
import asynctb.cpython.object.PyStr;
import asynctb.cpython.object.PyTuple;
import asynctb.cpython.object.PyType;
import asynctb.memory.MemoryFault;
import asynctb.model.ObjectInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a frame.
 *
 * @param heap the memory that they are read from
 * @param frames the reader of frames
 * @param frame whose they are
 * @param code of the frame
 */
record Variables(Heap heap, FrameReader frames, PyFrame frame, PyCode code) {
    private static final int MAX_NAMES = 200;

    /** Every variable that has a value, by name, in the order of the code. What cannot be read is left out. */
    Map<String, ObjectInfo> read(LongFunction<ObjectInfo> describe) {
        var all = new LinkedHashMap<String, ObjectInfo>();
        try {
            if (!code.hasFastLocals() && frame.names() != 0) {
                readNames(all, describe);
            }
            for (int slot = 0; slot < code.variables().size(); slot++) {
                long value = slots().readValue(slot);
                if (value != 0) {
                    all.putIfAbsent(code.variables().get(slot), describe.apply(value));
                }
            }
        } catch (MemoryFault e) {
            // Those that were read before stay.
        }
        return all;
    }

    private void readNames(Map<String, ObjectInfo> all, LongFunction<ObjectInfo> describe) {
        if (heap.readObject(frame.names()) instanceof PyDict names) {
            names.readEntries((key, value) -> {
                if (heap.readObject(key) instanceof PyStr name) {
                    String text = name.readText();
                    if (!text.startsWith("__")) {
                        all.put(text, describe.apply(value));
                    }
                }
                return all.size() < MAX_NAMES;
            });
        }
    }

    private Slots slots() {
        return new Slots(heap, frames, frame, code);
    }

    /**
     * The variable that holds an object: the last one, where several do.
     *
     * @return its name; null if none does
     * @throws MemoryFault if the variables cannot be read
     */
    @Nullable
    String readNameOf(long address) {
        for (int slot = code.variables().size() - 1; slot >= 0; slot--) {
            if (slots().readValue(slot) == address) {
                return code.variables().get(slot);
            }
        }
        return !code.hasFastLocals() && frame.names() != 0 ? readNameAmongNames(address) : null;
    }

    private @Nullable String readNameAmongNames(long address) {
        var found = new ArrayList<String>();
        if (heap.readObject(frame.names()) instanceof PyDict names) {
            names.readEntries((key, value) -> {
                if (value == address && heap.readObject(key) instanceof PyStr name) {
                    found.add(name.readText());
                }
                return true;
            });
        }
        return found.isEmpty() ? null : found.get(found.size() - 1);
    }

    /**
     * The address of the value of a variable, out of its cell if it stands in one; 0 if it has none.
     *
     * @throws MemoryFault if it cannot be read
     */
    long readValue(String name) {
        return slots().readValue(name);
    }

    /**
     * Whether its captured variables are those of a closure: the very cells.
     *
     * @param closure the address of a tuple of cells; 0 if there are none
     * @throws MemoryFault if they cannot be read
     */
    boolean hasCaptured(long closure) {
        if (closure == 0) {
            return true;
        }
        int count = code.variables().size();
        if (!(heap.readObject(closure) instanceof PyTuple cells) || cells.readSize() > count) {
            return false;
        }
        // The captured variables are the last ones.
        int first = count - cells.readSize();
        for (int i = 0; i < cells.readSize(); i++) {
            if (frames.readReference(frame.slots() + (first + i) * (long) Long.BYTES) != cells.readItem(i)) {
                return false;
            }
        }
        return true;
    }

    /** The class of {@code self}, or the class {@code cls}, where that is the first parameter; null otherwise. */
    @Nullable
    String readClassName() {
        if (code.argumentCount() == 0 || code.variables().isEmpty()) {
            return null;
        }
        String first = code.variables().get(0);
        boolean isSelf = first.equals("self");
        if (!isSelf && !first.equals("cls")) {
            return null;
        }
        try {
            long value = slots().readFirstParameter();
            if (value == 0) {
                return null;
            }
            return isSelf
                    ? heap.readTypeOf(value).qualname()
                    : heap.readObject(value) instanceof PyType type ? type.qualname() : null;
        } catch (MemoryFault e) {
            return null;
        }
    }
}
