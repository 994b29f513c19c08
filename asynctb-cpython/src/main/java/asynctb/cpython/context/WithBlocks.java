package asynctb.cpython.context;

import asynctb.cpython.frame.PyFrame;
import asynctb.cpython.layout.OpcodeTable;
import asynctb.cpython.object.Heap;
import java.util.List;

/** Tells which {@code with} blocks a frame is in, in the way of the target's version. */
interface WithBlocks {
    /** The way of a target. */
    static WithBlocks of(Heap heap, OpcodeTable opcodes) {
        return heap.layout().has("PyFrameObject.f_blockstack")
                ? new BlockStack(heap, opcodes)
                : new ExceptionBlocks(opcodes);
    }

    /**
     * The blocks that a frame is in, outermost first.
     *
     * @param statements those of the frame's code
     * @throws asynctb.memory.MemoryFault if the frame cannot be read
     */
    List<ActiveWith> read(PyFrame frame, WithStatements statements);
}
