package asynctb.memory;

import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds a live process for moments. An optional part, found by {@link java.util.ServiceLoader}; where it is missing, or
 * made for a newer Java, no process is ever held.
 */
public interface Pauser {
    /** Whether it works here. What it needs is loaded then, so that no process is held for longer because of that. */
    boolean isReady();

    /**
     * Holds all threads of a process, does the work and lets go, whatever happens; also if this program is killed.
     *
     * @param maxNanos how long it may be held; then it is let go though the work is not done
     * @param work is told its deadline, by {@link System#nanoTime()}; whether it was done is what it says
     */
    Pause pause(long pid, long maxNanos, LongPredicate work);

    /**
     * What came of it.
     *
     * @param isDone whether the work was done while everything stood still
     * @param nanos how long the process was held
     * @param obstacle why it was not done, as a part of a sentence: {@code "it did not stop within 100 ms"}; null if it was
     */
    record Pause(boolean isDone, long nanos, @Nullable String obstacle) {}
}
