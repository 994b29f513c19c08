package asynctb.cpython.library.asyncio;

import asynctb.cpython.frame.FrameReader;
import asynctb.cpython.frame.Generators;
import asynctb.cpython.frame.PyFrame;
import asynctb.cpython.frame.Slots;
import asynctb.cpython.object.Awaitables;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyCode;
import asynctb.cpython.object.PyGenerator;
import asynctb.cpython.object.PyObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The inner end of what a suspended coroutine awaits. */
final class AwaitChain {
    /** Of asyncio's own functions no more than these stand between a program's code and a future. */
    private static final int KEPT = 6;

    private static final int MAX_STEPS = 1_000_000;

    private final Heap heap;
    private final FrameReader frames;
    private final Generators generators;

    AwaitChain(Heap heap, FrameReader frames, Generators generators) {
        this.heap = heap;
        this.frames = frames;
        this.generators = generators;
    }

    /** A suspended call. */
    final class Step {
        private final PyGenerator generator;
        private final PyFrame frame;
        private final PyCode code;

        private Step(PyGenerator generator, PyFrame frame, PyCode code) {
            this.generator = generator;
            this.frame = frame;
            this.code = code;
        }

        /** The file, by its last folder and its name: {@code asyncio/locks}; the qualified name behind it. */
        String function() {
            String file = code.file();
            int end = file.endsWith(".py") ? file.length() - 3 : file.length();
            int name = file.lastIndexOf('/');
            int folder = name <= 0 ? -1 : file.lastIndexOf('/', name - 1);
            return file.substring(folder + 1, end) + " " + generator.readQualname();
        }

        /** Whether it can be a function of asyncio's own; asked before {@link #function}, which costs more. */
        boolean isOfAsyncio() {
            return code.file().contains("/asyncio/");
        }

        /** The address of the value of a variable; 0 if it has none. */
        long readLocal(String name) {
            return new Slots(heap, frames, frame, code).readValue(name);
        }

        /** The object of that variable; null if it has none. */
        @Nullable
        PyObject readObject(String name) {
            long value = readLocal(name);
            return value == 0 ? null : heap.readObject(value);
        }
    }

    /** The last steps, innermost first. */
    List<Step> readInner(long coroutine) {
        Deque<Step> inner = new ArrayDeque<>(KEPT + 1);
        long at = coroutine;
        // One that leads back to where it was at the last power of two goes in a circle.
        long mark = 0;
        for (int steps = 1; at != 0 && at != mark && steps < MAX_STEPS; steps++) {
            if ((steps & steps - 1) == 0) {
                mark = at;
            }
            PyObject object = heap.readObject(at);
            OptionalLong driven = Awaitables.readDriven(object);
            if (driven.isPresent()) {
                at = driven.getAsLong();
                continue;
            }
            if (!(object instanceof PyGenerator generator)
                    || generators.readState(generator) != Generators.State.SUSPENDED) {
                break;
            }
            PyFrame frame = frames.readFrame(generators.readFrameAddress(generator));
            if (frame.code() == null) {
                break;
            }
            inner.addFirst(new Step(generator, frame, frame.code()));
            if (inner.size() > KEPT) {
                inner.removeLast();
            }
            at = generators.readAwaited(generator, frame);
        }
        return List.copyOf(inner);
    }
}
