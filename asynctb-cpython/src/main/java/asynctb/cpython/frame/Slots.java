package asynctb.cpython.frame;

import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyCell;
import asynctb.cpython.object.PyCode;

/**
 * The values of a frame's variables.
 *
 * @param heap the memory that they are read from
 * @param frames the reader of frames
 * @param frame whose they are
 * @param code of the frame
 */
public record Slots(Heap heap, FrameReader frames, PyFrame frame, PyCode code) {
    /** The address of the value of a variable, out of its cell if it stands in one; 0 if it has none. */
    public long readValue(int slot) {
        long value = frames.readReference(frame.slots() + (long) slot * Long.BYTES);
        return value != 0 && heap.readObject(value) instanceof PyCell cell ? cell.readContent() : value;
    }

    /** The address of the value of the variable of a name, out of its cell if it stands in one; 0 if it has none. */
    public long readValue(String name) {
        // Up to 3.10 an argument that is a cell is there twice, and only one of the two has the value.
        for (int slot = code.variables().size() - 1; slot >= 0; slot--) {
            long value = code.variables().get(slot).equals(name) ? readValue(slot) : 0;
            if (value != 0) {
                return value;
            }
        }
        return 0;
    }

    /**
     * The address of the first positional parameter; 0 if there is none or it has no value.
     *
     * <p>Up to 3.10 an argument that is a cell leaves its own slot empty and stands among the cells.
     */
    public long readFirstParameter() {
        if (code.argumentCount() == 0 || code.variables().isEmpty()) {
            return 0;
        }
        long value = readValue(0);
        int last = code.variables().lastIndexOf(code.variables().get(0));
        return value == 0 && last > 0 ? readValue(last) : value;
    }
}
