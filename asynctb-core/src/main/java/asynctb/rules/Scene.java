package asynctb.rules;

import asynctb.model.Stack;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What stands around an object or frame: the target at the moment that is looked at. */
public interface Scene {
    /** Its threads. */
    List<? extends ThreadView> threads();

    /** A module that is loaded, by its full name; does not exist if it is not loaded. */
    Value module(String name);

    /** The object at an address. */
    Value at(long address);

    /**
     * The frames that a traceback of an object consists of before rules are asked: those of a suspended coroutine and of all
     * that it awaits.
     *
     * @return outermost first, not more than a bound; empty if there are none
     */
    List<? extends FrameView> frames(Value object);

    /** What a generator, coroutine or async generator is doing; unknown for all else. */
    Stack.State state(Value generator);

    /**
     * The time at which the look was begun, in seconds of the clock that timers in the target go by; empty where there is
     * no such thing, as in the memory of a dead process. It stays the same while one result is made.
     */
    OptionalDouble now();

    /**
     * Computes something once for this scene: an index of what leads where, for instance.
     *
     * @param key under which it is kept; a rule's own class is a good one
     */
    <T> T once(Object key, Supplier<T> compute);

    /**
     * The part of a thread's stack that stands inside of a frame.
     *
     * @param isOuter says of a frame whether it is the one
     * @return of the first thread that has such a frame, everything further in; null if none has one
     */
    default Part.@Nullable Frames inside(Predicate<FrameView> isOuter) {
        for (ThreadView thread : threads()) {
            List<? extends FrameView> frames = thread.frames();
            for (int i = 0; i < frames.size(); i++) {
                if (isOuter.test(frames.get(i))) {
                    return new Part.Frames(thread, i + 1, frames.size());
                }
            }
        }
        return null;
    }

    /**
     * The thread in which a function runs.
     *
     * @param module that defines it
     * @param qualname its name there
     * @return the first such thread; null if there is none
     */
    default @Nullable ThreadView threadThatRuns(String module, String qualname) {
        Part.Frames part = inside(frame -> frame.runs(module, qualname));
        return part == null ? null : part.thread();
    }
}
