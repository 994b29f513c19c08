package asynctb.cpython.item;

import asynctb.cpython.frame.PyFrame;
import asynctb.cpython.thread.Interpreter;
import asynctb.cpython.thread.PyThread;
import asynctb.memory.MemoryFault;
import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.runtime.Item;
import asynctb.runtime.Unwrapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of the frames of a thread.
 *
 * @param picture in which it is
 * @param thread that runs the frames; null if none does
 * @param frames outermost first
 * @param problems why there are no more
 */
record FrameRange(CPythonPicture picture, @Nullable PyThread thread, List<PyFrame> frames, List<Problem> problems)
        implements Item {
    /** The frame of a running generator and what it calls; null if no thread has it. */
    static @Nullable Unwrapping running(CPythonPicture picture, long frameAddress) {
        for (PyThread thread : picture.threads().all()) {
            Unwrapping found = from(frameAddress, picture.threads().chain(thread), thread, picture);
            if (found != null) {
                return found;
            }
        }
        // One that has switched to another greenlet counts as running, but it is not its thread that goes on there.
        FrameChain chain = picture.threads().greenletChainWith(frameAddress);
        return chain == null ? null : from(frameAddress, chain, null, picture);
    }

    /** A frame of a chain and what it calls; null if it is not in the chain. */
    private static @Nullable Unwrapping from(
            long frameAddress, FrameChain chain, @Nullable PyThread thread, CPythonPicture picture) {
        int index = chain.indexOf(frameAddress);
        if (index < 0) {
            return null;
        }
        List<PyFrame> frames = chain.frames().subList(index, chain.frames().size());
        return new FrameRange(picture, thread, frames, List.of()).unwrap();
    }

    @Override
    public long address() {
        return 0;
    }

    @Override
    public ObjectInfo info() {
        return new ObjectInfo("frames", 0, null);
    }

    @Override
    public Unwrapping unwrap() {
        return new Unwrapping(items(), problems);
    }

    List<CodeFrameItem> items() {
        Interpreter interpreter = thread == null ? null : thread.interpreter();
        Set<Long> ends =
                thread == null ? Set.of() : picture.threads().chain(thread).ends();
        var items = new ArrayList<CodeFrameItem>();
        for (int i = 0; i < frames.size(); i++) {
            boolean calls =
                    i + 1 < frames.size() && !ends.contains(frames.get(i).address());
            Next next = calls ? new Next(frames.get(i + 1), 0) : Next.NONE;
            items.add(new CodeFrameItem(picture, frames.get(i), generatorOf(frames.get(i)), interpreter, next));
        }
        return items;
    }

    private long generatorOf(PyFrame frame) {
        try {
            return picture.generators().readGeneratorOf(frame);
        } catch (MemoryFault e) {
            return 0;
        }
    }

    @Override
    public Head head() {
        if (thread == null) {
            return new Head(Stack.Kind.FRAMES, null, null, null, Stack.State.UNKNOWN, "run by no thread");
        }
        Head whole = new ThreadItem(picture, thread).head();
        int further = further(picture.threads().chain(thread).frames());
        return further == 0
                ? new Head(Stack.Kind.FRAMES, null, null, whole.thread(), whole.state(), null)
                : new Head(Stack.Kind.FRAMES, null, null, whole.thread(), Stack.State.UNKNOWN, calling(further));
    }

    /** How many frames the thread has inside of these. */
    private int further(List<PyFrame> all) {
        return frames.isEmpty() ? 0 : all.size() - 1 - all.indexOf(frames.getLast());
    }

    private static String calling(int further) {
        return further == 1 ? "calling 1 further frame" : "calling " + further + " further frames";
    }
}
