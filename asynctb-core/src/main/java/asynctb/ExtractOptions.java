package asynctb;

import java.time.Duration;

/**
 * What to read, beyond frames, and how.
 *
 * @param locals the variables of every frame
 * @param contexts the context managers that are active in frames
 * @param rules whether the rules of libraries are followed; without them there are plain frames, and no tasks
 * @param suppliedRules whether also those rules are followed that packages of the target bring along; these can add to a
 *     traceback, and hide frames of their own package
 * @param maxFrames how many frames of one stack are read at the most; a longer stack says that there are more
 * @param pause whether the target may be made to stand still for a moment, where nothing else gives a consistent picture
 * @param maxPause how long it may stand still at once
 */
public record ExtractOptions(
        boolean locals,
        boolean contexts,
        boolean rules,
        boolean suppliedRules,
        int maxFrames,
        boolean pause,
        Duration maxPause) {
    private static final int MAX_FRAMES = 1_000_000;
    private static final Duration MAX_PAUSE = Duration.ofMillis(100);

    public ExtractOptions {
        if (maxFrames < 1) {
            throw new IllegalArgumentException("maxFrames must be at least 1: " + maxFrames);
        }
        if (!maxPause.isPositive()) {
            throw new IllegalArgumentException("maxPause must be positive: " + maxPause);
        }
    }

    /** Frames with their source lines and contexts, without variables; pauses of at most 100 ms, if they are needed. */
    public static ExtractOptions defaults() {
        return new ExtractOptions(false, true, true, true, MAX_FRAMES, true, MAX_PAUSE);
    }

    public ExtractOptions withLocals(boolean wanted) {
        return new ExtractOptions(wanted, contexts, rules, suppliedRules, maxFrames, pause, maxPause);
    }

    public ExtractOptions withContexts(boolean wanted) {
        return new ExtractOptions(locals, wanted, rules, suppliedRules, maxFrames, pause, maxPause);
    }

    public ExtractOptions withRules(boolean wanted) {
        return new ExtractOptions(locals, contexts, wanted, suppliedRules, maxFrames, pause, maxPause);
    }

    public ExtractOptions withSuppliedRules(boolean wanted) {
        return new ExtractOptions(locals, contexts, rules, wanted, maxFrames, pause, maxPause);
    }

    public ExtractOptions withMaxFrames(int frames) {
        return new ExtractOptions(locals, contexts, rules, suppliedRules, frames, pause, maxPause);
    }

    public ExtractOptions withPause(boolean allowed) {
        return new ExtractOptions(locals, contexts, rules, suppliedRules, maxFrames, allowed, maxPause);
    }

    public ExtractOptions withMaxPause(Duration atMost) {
        return new ExtractOptions(locals, contexts, rules, suppliedRules, maxFrames, pause, atMost);
    }
}
