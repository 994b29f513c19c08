package asynctb.cpython.frame;

import asynctb.cpython.layout.Layout;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyCode;
import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;
import org.jspecify.annotations.Nullable;

/** Frames since CPython 3.11: structures on a stack of the interpreter's own. See pycore_frame.h, pycore_interpframe.h. */
final class InterpreterFrames implements FrameReader {
    // The owners, in pycore_frame.h. From 3 on they are frames of C code: FRAME_OWNED_BY_CSTACK, since 3.14 also
    // FRAME_OWNED_BY_INTERPRETER.
    private static final int OWNED_BY_GENERATOR = 1;
    private static final int OWNED_BY_C = 3;
    // Since 3.14 references carry tags in their lowest bits; see pycore_stackref.h.
    private static final long TAGS = 3;
    private static final long NULL = 1;
    private static final long TAGGED_INT = 3;

    private final Heap heap;
    private final Memory memory;
    private final int threadCframe;
    private final int threadFrame;
    private final int executable;
    private final int previous;
    private final int globals;
    private final int locals;
    private final int instruction;
    private final int stackTop;
    private final int stackPointer;
    private final int owner;
    private final int localsplus;
    private final int objectFrame;
    private final long tags;

    InterpreterFrames(Heap heap) {
        this.heap = heap;
        this.memory = heap.memory();
        Layout layout = heap.layout();
        threadCframe = layout.offsetOrAbsent("PyThreadState.cframe");
        threadFrame = layout.offset("PyThreadState.current_frame", "_PyCFrame.current_frame");
        executable = layout.offset("_PyInterpreterFrame.f_executable", "_PyInterpreterFrame.f_code");
        previous = layout.offset("_PyInterpreterFrame.previous");
        globals = layout.offset("_PyInterpreterFrame.f_globals");
        locals = layout.offset("_PyInterpreterFrame.f_locals");
        instruction = layout.offset("_PyInterpreterFrame.instr_ptr", "_PyInterpreterFrame.prev_instr");
        stackTop = layout.offsetOrAbsent("_PyInterpreterFrame.stacktop");
        stackPointer = layout.offsetOrAbsent("_PyInterpreterFrame.stackpointer");
        owner = layout.offset("_PyInterpreterFrame.owner");
        localsplus = layout.offset("_PyInterpreterFrame.localsplus");
        objectFrame = layout.offset("PyFrameObject.f_frame");
        tags = stackPointer >= 0 ? TAGS : 0;
    }

    @Override
    public long readTop(long threadState) {
        long holder = threadCframe < 0 ? threadState : memory.readLong(threadState + threadCframe);
        return holder == 0 ? 0 : memory.readLong(holder + threadFrame);
    }

    @Override
    public PyFrame readFrame(long address) {
        int frameOwner = memory.readUnsignedByte(address + owner);
        PyCode code = frameOwner >= OWNED_BY_C ? null : heap.readCode(memory.readLong(address + executable) & ~tags);
        int lasti = code == null ? -1 : readLasti(address, code);
        return new PyFrame(
                address,
                code,
                lasti,
                0,
                memory.readLong(address + previous),
                address + localsplus,
                readStackTop(address, code),
                code == null ? 0 : memory.readLong(address + locals),
                code == null ? 0 : memory.readLong(address + globals),
                frameOwner == OWNED_BY_GENERATOR,
                code != null && frameOwner != OWNED_BY_GENERATOR && lasti < code.firstTraceable());
    }

    private int readLasti(long address, PyCode code) {
        long offset = memory.readLong(address + instruction) - code.codeStart();
        if (offset < Integer.MIN_VALUE || offset > Integer.MAX_VALUE) {
            throw new MemoryFault(address, "holds a frame that does not fit its code");
        }
        return (int) offset;
    }

    private long readStackTop(long address, @Nullable PyCode code) {
        if (code == null) {
            return 0;
        }
        if (stackPointer >= 0) {
            return memory.readLong(address + stackPointer);
        }
        int depth = memory.readInt(address + stackTop);
        return depth < 0 ? 0 : address + localsplus + (long) depth * Long.BYTES;
    }

    /** Where C code that calls the interpreter has a frame of its own, such a one is always outermost. */
    @Override
    public boolean canBeOutermost(PyFrame frame) {
        return heap.behavior().hasEntryFrames() ? frame.code() == null : !frame.inGenerator();
    }

    @Override
    public long readFrameOfObject(long frameObject) {
        return memory.readLong(frameObject + objectFrame);
    }

    @Override
    public long readReference(long slot) {
        long word = memory.readLong(slot);
        boolean noObject = tags != 0 && (word == NULL || (word & TAGS) == TAGGED_INT);
        return noObject ? 0 : word & ~tags;
    }
}
