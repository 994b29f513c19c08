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
 * The frames of a running thread, outermost first, without those of C code and those that are just being prepared.
 *
 * @param frames what could be read
 * @param problems why there are no more; then outer frames are missing
 */
record FrameChain(List<PyFrame> frames, List<Problem> problems) {
    // Far above any recursion limit that a C stack would bear before 3.11, and memory for frames after.
    private static final int MAX_FRAMES = 2_000_000;

    static FrameChain read(FrameReader reader, long threadState) {
        var frames = new ArrayList<PyFrame>();
        var problems = new ArrayList<Problem>();
        Set<Long> seen = new HashSet<>();
        long address = threadState;
        try {
            address = reader.readTop(threadState);
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
                if (frame.code() != null && !frame.starting()) {
                    frames.add(frame);
                }
                address = frame.previous();
                outermost = frame;
            }
            if (address == 0 && outermost != null && !reader.canBeOutermost(outermost)) {
                problems.add(new Problem(
                        Problem.Kind.TORN,
                        "outer frames are missing: the thread was in the midst of calling or leaving the outermost one here",
                        outermost.address()));
            }
        } catch (MemoryFault e) {
            problems.add(
                    new Problem(Problem.Kind.UNREADABLE, "outer frames could not be read: " + e.getMessage(), address));
        }
        Collections.reverse(frames);
        return new FrameChain(frames, problems);
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
