package asynctb.cpython.context;

import asynctb.cpython.code.Instruction;
import asynctb.cpython.code.Instructions;
import asynctb.cpython.frame.FrameReader;
import asynctb.cpython.frame.PyFrame;
import asynctb.cpython.layout.OpcodeTable;
import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyBuiltin;
import asynctb.cpython.object.PyCode;
import asynctb.memory.MemoryFault;
import org.jspecify.annotations.Nullable;

/** Finds whose method of C code, which has no frame, a frame has called without arguments, as in {@code lock.acquire()}. */
final class NativeCalls {
    private final Heap heap;
    private final FrameReader frames;
    private final int attributeShift;

    NativeCalls(Heap heap, FrameReader frames, OpcodeTable opcodes) {
        this.heap = heap;
        this.frames = frames;
        // With the instruction for super() came a bit that says whether a method is loaded.
        attributeShift = opcodes.has("LOAD_SUPER_ATTR") ? 1 : 0;
    }

    /**
     * The object.
     *
     * @param frame one that runs and has called no Python code
     * @param instructions of its code
     * @param method the method's name
     * @return its address; 0 if the frame calls something else, or that cannot be told
     */
    long readReceiver(PyFrame frame, Instructions instructions, String method) {
        PyCode code = frame.code();
        Instruction call = instructions.at(frame.lasti());
        if (code == null || call == null || !isCalled(code, instructions, call, method)) {
            return 0;
        }
        // The call's words are the lowest on the stack that can be such; above them may lie what is out of use.
        for (int slot = 0; slot < code.stackSize(); slot++) {
            long receiver = readReceiver(frame.stackBottom() + (long) slot * Long.BYTES, method);
            if (receiver != 0) {
                return receiver;
            }
        }
        return 0;
    }

    private boolean isCalled(PyCode code, Instructions instructions, Instruction call, String method) {
        Instruction load = instructions.before(call);
        if (!call.is("CALL_FUNCTION", 0)
                && !call.is("CALL_METHOD", 0)
                && !call.is("PRECALL", 0)
                && !call.is("CALL", 0)) {
            return false;
        }
        if (load != null && load.is("PRECALL")) {
            load = instructions.before(load);
        }
        try {
            return load != null && method.equals(name(code, load));
        } catch (MemoryFault e) {
            return false;
        }
    }

    private @Nullable String name(PyCode code, Instruction load) {
        return switch (load.name()) {
            case "LOAD_METHOD" -> code.readName(load.argument());
            case "LOAD_ATTR" -> code.readName(load.argument() >> attributeShift);
            default -> null;
        };
    }

    /** A method lies there with its object above it, or bound to that. */
    private long readReceiver(long slot, String method) {
        try {
            long word = frames.readReference(slot);
            if (word == 0) {
                return 0;
            }
            if (heap.readObject(word) instanceof PyBuiltin bound) {
                return bound.readName().equals(method) ? bound.readSelf() : 0;
            }
            long self = frames.readReference(slot + Long.BYTES);
            boolean hasIt = self != 0
                    && Attributes.readInClasses(heap.readTypeOf(self), method).orElse(0) == word;
            return hasIt ? self : 0;
        } catch (MemoryFault e) {
            return 0;
        }
    }
}
