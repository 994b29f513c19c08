package asynctb.cpython.frame;

import asynctb.cpython.layout.Layout;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyCode;
import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;

/** Frames up to CPython 3.10: each is an object. See frameobject.h. */
final class FrameObjects implements FrameReader {
    private final Heap heap;
    private final Memory memory;
    private final int threadFrame;
    private final int back;
    private final int code;
    private final int globals;
    private final int locals;
    private final int valueStack;
    private final int stackTop;
    private final int stackDepth;
    private final int generator;
    private final int lasti;
    private final int line;
    private final int trace;
    private final int localsplus;

    FrameObjects(Heap heap) {
        this.heap = heap;
        this.memory = heap.memory();
        Layout layout = heap.layout();
        threadFrame = layout.offset("PyThreadState.frame");
        back = layout.offset("PyFrameObject.f_back");
        code = layout.offset("PyFrameObject.f_code");
        globals = layout.offset("PyFrameObject.f_globals");
        locals = layout.offset("PyFrameObject.f_locals");
        valueStack = layout.offset("PyFrameObject.f_valuestack");
        stackTop = layout.offsetOrAbsent("PyFrameObject.f_stacktop");
        stackDepth = layout.offsetOrAbsent("PyFrameObject.f_stackdepth");
        generator = layout.offset("PyFrameObject.f_gen");
        lasti = layout.offset("PyFrameObject.f_lasti");
        line = layout.offset("PyFrameObject.f_lineno");
        trace = layout.offset("PyFrameObject.f_trace");
        localsplus = layout.offset("PyFrameObject.f_localsplus");
    }

    @Override
    public long readTop(long threadState) {
        return memory.readLong(threadState + threadFrame);
    }

    @Override
    public PyFrame readFrame(long address) {
        if (!heap.readTypeOf(address).isFrame()) {
            throw new MemoryFault(address, "holds no frame");
        }
        PyCode frameCode = heap.readCode(memory.readLong(address + code));
        // Traced frames keep their line themselves; see PyFrame_GetLineNumber.
        boolean traced = memory.readLong(address + trace) != 0;
        return new PyFrame(
                address,
                frameCode,
                memory.readInt(address + lasti) * heap.behavior().lastiUnit(),
                traced ? memory.readInt(address + line) : 0,
                memory.readLong(address + back),
                address + localsplus,
                readStackTop(address, frameCode),
                memory.readLong(address + locals),
                memory.readLong(address + globals),
                memory.readLong(address + generator) != 0,
                false);
    }

    private long readStackTop(long address, PyCode frameCode) {
        long bottom = memory.readLong(address + valueStack);
        if (bottom != address + localsplus + (long) frameCode.variables().size() * Long.BYTES) {
            throw new MemoryFault(address, "holds a frame that does not fit its code");
        }
        if (stackTop >= 0) {
            return memory.readLong(address + stackTop);
        }
        int depth = memory.readInt(address + stackDepth);
        return depth < 0 ? 0 : bottom + (long) depth * Long.BYTES;
    }

    @Override
    public boolean canBeOutermost(PyFrame frame) {
        return !frame.inGenerator();
    }

    @Override
    public long readFrameOfObject(long frameObject) {
        return frameObject;
    }

    @Override
    public long readReference(long slot) {
        return memory.readLong(slot);
    }
}
