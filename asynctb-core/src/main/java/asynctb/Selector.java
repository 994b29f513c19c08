package asynctb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names something in a target that a traceback can be taken of. Values; nothing is read before they are used. The written
 * form is described in {@code docs/contract/cli.md}.
 */
public sealed interface Selector {
    /** Every thread of every interpreter. */
    record AllThreads() implements Selector {
        @Override
        public String text() {
            return "threads";
        }
    }

    /**
     * Threads by the runtime's name, identifier or native identifier.
     *
     * @param name as written
     */
    record ThreadNamed(String name) implements Selector {
        @Override
        public String text() {
            return "thread:" + name;
        }
    }

    /** Every live task of every library in every thread, as trees. */
    record AllTasks() implements Selector {
        @Override
        public String text() {
            return "tasks";
        }
    }

    /**
     * Tasks by name.
     *
     * @param name as written
     */
    record TaskNamed(String name) implements Selector {
        @Override
        public String text() {
            return "task:" + name;
        }
    }

    /**
     * The object at an address.
     *
     * @param address in the target's memory
     */
    record At(long address) implements Selector {
        @Override
        public String text() {
            return "@0x" + Long.toHexString(address);
        }
    }

    /**
     * The object that a path leads to, read from memory.
     *
     * @param text as written
     * @param steps at least one; the first ones name a module
     */
    record Path(String text, List<Step> steps) implements Selector {
        public Path {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A range of frames of one thread.
     *
     * @param text as written
     * @param thread name, identifier or native identifier; null for the thread that runs {@code outer} or {@code inner}
     * @param outer where the range begins; null for the outermost frame
     * @param inner where it ends; null for the innermost frame
     * @param limit how many frames are kept: next to {@code inner} if that is given, else from {@code outer} inwards; 0 for all
     */
    record Frames(
            String text,
            @Nullable String thread,
            @Nullable Bound outer,
            @Nullable Bound inner,
            int limit) implements Selector {}

    /** The end of a range of frames. */
    sealed interface Bound {
        /**
         * A frame, or the frame of the generator or coroutine, at an address.
         *
         * @param address in the target's memory
         */
        record At(long address) implements Bound {}

        /**
         * The frame of a function: the outermost such one for the outer end, the innermost for the inner end.
         *
         * @param name its short or its qualified name
         */
        record Function(String name) implements Bound {}
    }

    /** One step of a {@link Path}. */
    sealed interface Step {
        /**
         * An attribute, or a part of a module's name.
         *
         * @param name the attribute's name
         */
        record Attribute(String name) implements Step {}

        /**
         * The item under a string.
         *
         * @param key the string
         */
        record Key(String key) implements Step {}

        /**
         * The item at a number: an index, from the end if negative, or a key.
         *
         * @param index the number
         */
        record Index(long index) implements Step {}
    }

    /** The selector as it is written on the command line. */
    String text();

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException if it is none; the message says what is wrong with it
     */
    static Selector parse(String text) {
        return SelectorParser.parse(text);
    }
}
