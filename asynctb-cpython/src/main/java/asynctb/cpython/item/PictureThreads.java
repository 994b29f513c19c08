package asynctb.cpython.item;

import asynctb.cpython.frame.FrameReader;
import asynctb.cpython.frame.PyFrame;
import asynctb.cpython.library.greenlet.Greenlet;
import asynctb.cpython.library.greenlet.Greenlets;
import asynctb.cpython.object.ByAddress;
import asynctb.cpython.object.Heap;
import asynctb.cpython.thread.CollectedObjects;
import asynctb.cpython.thread.Interpreter;
import asynctb.cpython.thread.PyThread;
import asynctb.cpython.thread.Threads;
import asynctb.memory.MemoryFault;
import asynctb.memory.linux.LiveProcess;
import asynctb.model.Problem;
import asynctb.model.ThreadInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The interpreters and threads of one picture, and the frames of each thread and greenlet: all read once. */
final class PictureThreads {
    private final LiveProcess process;
    private final Threads reader;
    private final FrameReader frames;
    private final Greenlets greenlets;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<Long, FrameChain> chains = new HashMap<>();
    private final Map<Long, FrameChain> greenletChains = new HashMap<>();
    private final Map<Long, ThreadInfo> infos = new HashMap<>();
    private final Map<Long, List<CodeFrameItem>> frameItems = new HashMap<>();
    private @Nullable ByAddress<FrameChain> chainsOfFrames;
    private @Nullable List<Interpreter> interpreters;
    private @Nullable List<PyThread> threads;
    private @Nullable Map<Long, String> activities;

    PictureThreads(LiveProcess process, Heap heap, Threads reader, FrameReader frames, CollectedObjects objects) {
        this.process = process;
        this.reader = reader;
        this.frames = frames;
        greenlets = new Greenlets(heap, objects, this::interpreters, this::all, process::mappings);
    }

    /** All threads. */
    List<PyThread> all() {
        if (threads == null) {
            threads = withoutUnborn(reader.readThreads(process.threads(), problems));
        }
        return threads;
    }

    /**
     * The threads without those that have not begun: until a new thread runs, its state has no frames, and no identifier or
     * its creator's.
     */
    private List<PyThread> withoutUnborn(List<PyThread> all) {
        var idents = new HashSet<Long>();
        var begun = new ArrayList<PyThread>();
        for (PyThread thread : all) {
            boolean isNew = thread.ident() != 0 && idents.add(thread.ident());
            FrameChain chain = chain(thread);
            if (isNew || !chain.frames().isEmpty() || !chain.problems().isEmpty()) {
                begun.add(thread);
            }
        }
        return begun;
    }

    /** What was met while the threads were read. */
    List<Problem> problems() {
        all();
        return problems;
    }

    /** The system call that each thread of the operating system waits in, in words, by its number. */
    Map<Long, String> activities() {
        if (activities == null) {
            activities = process.activities();
        }
        return activities;
    }

    /** The interpreters, the main one first. */
    List<Interpreter> interpreters() {
        if (interpreters == null) {
            interpreters = reader.readInterpreters(new ArrayList<>());
        }
        return interpreters;
    }

    /** The main interpreter; null if it cannot be read. */
    @Nullable
    Interpreter mainInterpreter() {
        List<Interpreter> all = interpreters();
        return all.isEmpty() ? null : all.get(0);
    }

    /** The frames of a thread. */
    FrameChain chain(PyThread thread) {
        FrameChain known = chains.get(thread.state());
        if (known == null) {
            known = readChain(thread);
            chains.put(thread.state(), known);
        }
        return known;
    }

    private FrameChain readChain(PyThread thread) {
        FrameChain chain = FrameChain.read(frames, thread.state());
        try {
            for (long top : greenlets.readTopsBelow(thread)) {
                chain = chain.within(suspended(top));
            }
        } catch (MemoryFault e) {
            return chain.with(new Problem(
                    Problem.Kind.UNREADABLE,
                    "the frames of its greenlet's parents could not be read: " + e.getMessage(),
                    e.address()));
        }
        return chain;
    }

    /** The frames of a suspended greenlet. None of one that is not suspended. */
    FrameChain chain(Greenlet greenlet) {
        return greenletChains.computeIfAbsent(greenlet.address(), address -> suspended(greenlet.top()));
    }

    /** The frames of the suspended greenlet that has a frame among them; null if none has. */
    @Nullable
    FrameChain greenletChainWith(long frame) {
        if (chainsOfFrames == null) {
            chainsOfFrames = new ByAddress<>();
            try {
                readGreenletChains(chainsOfFrames);
            } catch (MemoryFault e) {
                // Then the others are not found.
            }
        }
        return chainsOfFrames.get(frame);
    }

    private void readGreenletChains(ByAddress<FrameChain> byFrame) {
        for (long greenlet : greenlets.readAll()) {
            FrameChain chain = chain(greenlets.read(greenlet));
            for (PyFrame frame : chain.frames()) {
                if (byFrame.get(frame.address()) == null) {
                    byFrame.put(frame.address(), chain);
                }
            }
        }
    }

    private FrameChain suspended(long top) {
        FrameChain chain = FrameChain.ofGreenlet(frames, top);
        String missing = greenlets.outerFramesMissing();
        return missing == null || chain.frames().isEmpty()
                ? chain
                : chain.with(new Problem(Problem.Kind.UNREADABLE, missing, top));
    }

    /** The greenlets of all threads. */
    Greenlets greenlets() {
        return greenlets;
    }

    /** What is said of a thread, once for all that it runs. */
    ThreadInfo info(PyThread thread, Supplier<ThreadInfo> reading) {
        return infos.computeIfAbsent(thread.state(), state -> reading.get());
    }

    /** The frames of a thread as they are shown. */
    List<CodeFrameItem> frameItems(PyThread thread, Supplier<FrameRange> range) {
        return frameItems.computeIfAbsent(thread.state(), state -> range.get().items());
    }
}
