package asynctb.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one thread, coroutine or other item, outermost call first.
 *
 * @param kind what it is the stack of
 * @param id unique in one {@link Extraction}
 * @param selector the selector, as written, that named it; null if none did
 * @param name of the thread or task; null if it has none
 * @param root the object that was asked for; null for a range of frames
 * @param thread the thread that runs it; null if none does
 * @param library whose task it is: {@code asyncio}; null if it is none
 * @param state what it is doing
 * @param stateText the same in the library's or the runtime's own words; null if it has none
 * @param waitsFor what a task waits for; of a thread the condition, or the other thread or lock if it waits without a time-out; null
 *     if it waits for none, or that is not known
 * @param awaitedBy the ids of the tasks that wait for it, or that will not end before it
 * @param frames outermost first, hidden ones included
 * @param leaf what is waited for at the inner end and has no frames of its own; null if the frames tell everything
 * @param children the tasks that it waits for, in the order of their creation
 * @param problems what of this stack could not be read
 */
public record Stack(
        Kind kind,
        String id,
        @Nullable String selector,
        @Nullable String name,
        @Nullable ObjectInfo root,
        @Nullable ThreadInfo thread,
        @Nullable String library,
        State state,
        @Nullable String stateText,
        @Nullable ObjectInfo waitsFor,
        List<String> awaitedBy,
        List<Frame> frames,
        @Nullable ObjectInfo leaf,
        List<Child> children,
        List<Problem> problems)
        implements Child {
    /** What a stack can be taken of. */
    public enum Kind {
        THREAD,
        TASK,
        COROUTINE,
        GENERATOR,
        ASYNC_GENERATOR,
        GREENLET,
        /** Some of the frames of a thread. */
        FRAMES,
        /** An object of which the runtime knows no more. */
        OTHER;

        private final String id = name().toLowerCase(Locale.ROOT);

        /** The name in the output: {@code async_generator}. */
        public String id() {
            return id;
        }
    }

    /** What the root of a stack is doing. */
    public enum State {
        /** It runs, or calls something that runs. */
        RUNNING,
        /** It waits: a thread in a system call, a task for what is to wake it up. */
        WAITING,
        /** It has begun, and goes on when somebody lets it: a coroutine, generator or greenlet. */
        SUSPENDED,
        /** It has not begun. */
        CREATED,
        /** It has returned or failed. */
        FINISHED,
        /** That cannot be told. */
        UNKNOWN;

        private final String id = name().toLowerCase(Locale.ROOT);

        /** The name in the output: {@code suspended}. */
        public String id() {
            return id;
        }
    }

    public Stack {
        awaitedBy = List.copyOf(awaitedBy);
        frames = List.copyOf(frames);
        children = List.copyOf(children);
        problems = List.copyOf(problems);
    }

    /** A stack that is no task's. */
    public Stack(
            Kind kind,
            String id,
            @Nullable String selector,
            @Nullable String name,
            @Nullable ObjectInfo root,
            @Nullable ThreadInfo thread,
            State state,
            @Nullable String stateText,
            List<Frame> frames,
            @Nullable ObjectInfo leaf,
            List<Problem> problems) {
        this(
                kind, id, selector, name, root, thread, null, state, stateText, null, List.of(), frames, leaf,
                List.of(), problems);
    }

    /** This stack with one problem more. */
    public Stack with(Problem problem) {
        var all = new ArrayList<>(problems);
        all.add(problem);
        return new Stack(
                kind, id, selector, name, root, thread, library, state, stateText, waitsFor, awaitedBy, frames, leaf,
                children, all);
    }

    /** This stack with other frames. */
    public Stack withFrames(List<Frame> others) {
        return new Stack(
                kind, id, selector, name, root, thread, library, state, stateText, waitsFor, awaitedBy, others, leaf,
                children, problems);
    }

    /** This stack with something else said of what it is doing. */
    public Stack withStateText(String text) {
        return new Stack(
                kind, id, selector, name, root, thread, library, state, text, waitsFor, awaitedBy, frames, leaf,
                children, problems);
    }

    /** This stack with what it waits for, and more said of its thread. */
    public Stack withWait(ObjectInfo awaited, ThreadInfo other) {
        return new Stack(
                kind, id, selector, name, root, other, library, state, stateText, awaited, awaitedBy, frames, leaf,
                children, problems);
    }

    /** This stack with more said of its thread. */
    public Stack withThread(ThreadInfo other) {
        return new Stack(
                kind, id, selector, name, root, other, library, state, stateText, waitsFor, awaitedBy, frames, leaf,
                children, problems);
    }

    /** This stack with other children. */
    public Stack withChildren(List<? extends Child> others) {
        return new Stack(
                kind,
                id,
                selector,
                name,
                root,
                thread,
                library,
                state,
                stateText,
                waitsFor,
                awaitedBy,
                frames,
                leaf,
                List.copyOf(others),
                problems);
    }
}
