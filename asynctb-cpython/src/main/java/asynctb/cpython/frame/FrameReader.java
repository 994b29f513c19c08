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

    /** The address of the interpreter's frame behind a frame object; itself where they are the same. */
    long readFrameOfObject(long frameObject);

    /** One word of a frame's slots or value stack as an address; 0 if it holds no object. */
    long readReference(long slot);
}
