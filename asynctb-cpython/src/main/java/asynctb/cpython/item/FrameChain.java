package asynctb.cpython.item;

import asynctb.cpython.frame.FrameReader;
import asynctb.cpython.frame.PyFrame;
import asynctb.memory.MemoryFault;
import asynctb.model.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The frames of a running thread or a suspended greenlet, outermost first, without those of C code and those that are just
 * being prepared. Those of a thread that runs a greenlet go on outwards with those of the greenlet's parents.
 *
 * @param frames what could be read
 * @param ends the addresses of those that call none of the frames that follow: a greenlet's innermost ones
 * @param problems why there are no more; then outer frames are missing
 */
record FrameChain(List<PyFrame> frames, Set<Long> ends, List<Problem> problems) {
    // Far above any recursion limit that a C stack would bear before 3.11, and memory for frames after.
    private static final int MAX_FRAMES = 2_000_000;

    /** Those of a thread, up to where the greenlet begins that it runs. */
    static FrameChain read(FrameReader reader, long threadState) {
        try {
            return read(reader, reader.readTop(threadState), true);
        } catch (MemoryFault e) {
            return new FrameChain(List.of(), Set.of(), List.of(unreadable(e, threadState)));
        }
    }

    /**
     * Those of a suspended greenlet.
     *
     * @param top the address of its innermost frame object; 0 if it has none
     */
    static FrameChain ofGreenlet(FrameReader reader, long top) {
        try {
            return read(reader, top == 0 ? 0 : reader.readFrameOfObject(top), false);
        } catch (MemoryFault e) {
            return new FrameChain(List.of(), Set.of(), List.of(unreadable(e, top)));
        }
    }

    /**
     * Walks outwards.
     *
     * @param isRunning whether the stack of C is there that frames of C code are on
     */
    private static FrameChain read(FrameReader reader, long top, boolean isRunning) {
        var frames = new ArrayList<PyFrame>();
        var problems = new ArrayList<Problem>();
        Set<Long> seen = new HashSet<>();
        long address = top;
        try {
            PyFrame outermost = null;
            while (address != 0) {
                if (!seen.add(address) || seen.size() > MAX_FRAMES) {
                    problems.add(new Problem(
                            Problem.Kind.CYCLE,
                            "the chain of frames leads back to one of its own; outer ones are missing",
                            address));
                    break;
                }
                PyFrame frame = reader.readFrame(address);
                if (frame.code() == null && !isRunning) {
                    problems.add(new Problem(
                            Problem.Kind.UNREADABLE,
                            "outer frames are missing: the chain leads through a part of the C stack that another"
                                    + " greenlet uses now",
                            address));
                    break;
                }
                if (frame.code() != null && !frame.starting()) {
                    frames.add(frame);
                }
                address = frame.previous();
                outermost = frame;
            }
            if (isRunning && address == 0 && outermost != null && !reader.canBeOutermost(outermost)) {
                problems.add(new Problem(
                        Problem.Kind.TORN,
                        "outer frames are missing: the thread was in the midst of calling or leaving the outermost one here",
                        outermost.address()));
            }
        } catch (MemoryFault e) {
            problems.add(unreadable(e, address));
        }
        Collections.reverse(frames);
        return new FrameChain(frames, Set.of(), problems);
    }

    private static Problem unreadable(MemoryFault fault, long address) {
        return new Problem(Problem.Kind.UNREADABLE, "outer frames could not be read: " + fault.getMessage(), address);
    }

    /** This with the frames of a greenlet's parent outside of its own. */
    FrameChain within(FrameChain parent) {
        var all = new ArrayList<>(parent.frames);
        all.addAll(frames);
        var allEnds = new HashSet<>(parent.ends);
        allEnds.addAll(ends);
        if (!parent.frames.isEmpty()) {
            allEnds.add(parent.frames.getLast().address());
        }
        var allProblems = new ArrayList<>(problems);
        allProblems.addAll(parent.problems);
        return new FrameChain(all, allEnds, allProblems);
    }

    /** This with a problem more. */
    FrameChain with(Problem problem) {
        var all = new ArrayList<>(problems);
        all.add(problem);
        return new FrameChain(frames, ends, all);
    }

    /** The place of the frame with this address; -1 if it is not here. */
    int indexOf(long address) {
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).address() == address) {
                return i;
            }
        }
        return -1;
    }
}
