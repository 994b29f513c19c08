package asynctb.cpython.frame;

import asynctb.cpython.layout.Behavior;
import asynctb.cpython.layout.Layout;
import asynctb.cpython.layout.OpcodeTable;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyGenerator;
import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;

/** What generators, coroutines and async generators are doing. */
public final class Generators {
    private static final int UNIT = 2;
    // The lower bits of RESUME's argument: 2 is behind a `yield from`, 3 behind an `await`.
    private static final int RESUME_AFTER_YIELD_FROM = 2;

    private final Memory memory;
    private final Behavior behavior;
    private final FrameReader frames;
    private final OpcodeTable opcodes;
    private final int frameObject;
    private final int running;
    private final int frameObjectState;
    private final int frameState;
    private final int inlineFrame;
    private final int generatorOfFrame;

    public Generators(Heap heap, FrameReader frames, OpcodeTable opcodes) {
        this.memory = heap.memory();
        this.behavior = heap.behavior();
        this.frames = frames;
        this.opcodes = opcodes;
        Layout layout = heap.layout();
        frameObject = layout.offsetOrAbsent("PyGenObject.gi_frame");
        running = layout.offsetOrAbsent("PyGenObject.gi_running");
        frameObjectState = layout.offsetOrAbsent("PyFrameObject.f_state");
        frameState = layout.offsetOrAbsent("PyGenObject.gi_frame_state");
        inlineFrame = layout.offsetOrAbsent("PyGenObject.gi_iframe");
        generatorOfFrame = layout.offsetOrAbsent("PyFrameObject.f_gen");
    }

    /** What a generator is doing. */
    public enum State {
        /** Not started. */
        CREATED,
        /** Waits for its caller to go on, or for another object. */
        SUSPENDED,
        /** Runs, or calls something that runs. */
        RUNNING,
        /** Has returned or failed. */
        FINISHED
    }

    /** What it is doing. */
    public State readState(PyGenerator generator) {
        if (frameState >= 0) {
            return stateOf(memory.readByte(generator.address() + frameState));
        }
        long frame = memory.readLong(generator.address() + frameObject);
        if (frame == 0) {
            return State.FINISHED;
        }
        if (frameObjectState >= 0) {
            return stateOf(memory.readByte(frame + frameObjectState));
        }
        if (memory.readByte(generator.address() + running) != 0) {
            return State.RUNNING;
        }
        return frames.readFrame(frame).lasti() < 0 ? State.CREATED : State.SUSPENDED;
    }

    private State stateOf(int number) {
        Behavior.GeneratorStates states = behavior.generatorStates();
        if (number == states.created()) {
            return State.CREATED;
        } else if (number >= states.executing() && number <= states.executingEnd()) {
            return State.RUNNING;
        } else if (number == states.suspended() || isYieldFrom(number)) {
            return State.SUSPENDED;
        }
        return State.FINISHED;
    }

    private boolean isYieldFrom(int number) {
        Behavior.GeneratorStates states = behavior.generatorStates();
        return number >= states.yieldFrom() && number <= states.yieldFromEnd();
    }

    /** The address of its frame; only to be asked of one that is not finished. */
    public long readFrameAddress(PyGenerator generator) {
        return inlineFrame >= 0
                ? generator.address() + inlineFrame
                : memory.readLong(generator.address() + frameObject);
    }

    /**
     * The address of the generator that a frame belongs to; 0 for a plain call.
     *
     * @throws MemoryFault if it cannot be read
     */
    public long readGeneratorOf(PyFrame frame) {
        if (inlineFrame >= 0) {
            return frame.inGenerator() ? frame.address() - inlineFrame : 0;
        }
        return memory.readLong(frame.address() + generatorOfFrame);
    }

    /**
     * The object that a suspended generator waits for or yields from.
     *
     * @return its address; 0 if it waits for its caller only
     */
    public long readAwaited(PyGenerator generator, PyFrame frame) {
        if (frame.code() == null || frame.stackTop() <= frame.slots()) {
            return 0;
        }
        boolean waits = switch (behavior.awaitRule()) {
            case FRAME_STATE -> isYieldFrom(memory.readByte(generator.address() + frameState));
            case NEXT_IS_RESUME -> nextIs(frame, "RESUME") && (readNextArgument(frame) & RESUME_AFTER_YIELD_FROM) != 0;
            case NEXT_IS_YIELD_FROM -> nextIs(frame, "YIELD_FROM");
        };
        if (!waits) {
            return 0;
        }
        long awaited = frames.readReference(frame.stackTop() - (long) behavior.awaitedDepth() * Long.BYTES);
        if (awaited == 0) {
            throw new MemoryFault(generator.address(), "holds a generator that waits for nothing");
        }
        return awaited;
    }

    private boolean nextIs(PyFrame frame, String instruction) {
        int number = memory.readUnsignedByte(nextInstruction(frame));
        return opcodes.compiledName(number).equals(instruction);
    }

    private int readNextArgument(PyFrame frame) {
        return memory.readUnsignedByte(nextInstruction(frame) + 1);
    }

    private long nextInstruction(PyFrame frame) {
        if (frame.code() == null) {
            throw new MemoryFault(frame.address(), "holds no frame of Python code");
        }
        return frame.code().codeStart() + frame.lasti() + UNIT;
    }
}
