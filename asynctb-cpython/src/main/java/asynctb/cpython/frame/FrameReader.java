package asynctb.cpython.frame;

import asynctb.cpython.layout.Layout;
import asynctb.cpython.object.Heap;
import asynctb.memory.MemoryFault;

/** Reads frames, in the way of the target's version. */
public interface FrameReader {
    /** The reader for a target. */
    static FrameReader of(Heap heap) {
        Layout layout = heap.layout();
        return layout.has("PyThreadState.frame") ? new FrameObjects(heap) : new InterpreterFrames(heap);
    }

    /**
     * The innermost frame of a thread.
     *
     * @return its address; 0 if the thread runs no Python code
     * @throws MemoryFault if it cannot be read
     */
    long readTop(long threadState);

    /**
     * The frame at an address.
     *
     * @throws MemoryFault if there is none
     */
    PyFrame readFrame(long address);

    /** Whether a thread's outermost frame can be such a one; if not, its caller was just being linked or unlinked. */
    boolean canBeOutermost(PyFrame frame);

    /** The address of the interpreter's frame behind a frame object; itself where they are the same. */
    long readFrameOfObject(long frameObject);

    /** One word of a frame's slots or value stack as an address; 0 if it holds no object. */
    long readReference(long slot);

    /**
     * Reads a frame that has Python code, as that of a generator must.
     *
     * @throws MemoryFault if it cannot be read or has none
     */
    default PyFrame readCodeFrame(long address) {
        PyFrame frame = readFrame(address);
        if (frame.code() == null) {
            throw new MemoryFault(address, "holds no frame of Python code");
        }
        return frame;
    }
}
