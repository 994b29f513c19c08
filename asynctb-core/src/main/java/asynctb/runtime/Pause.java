package asynctb.runtime;

import asynctb.model.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What came of a pause.
 *
 * @param picture of the moment; null if there is none
 * @param millis how long the target stood still
 * @param problem why there is no picture; null if there is one
 */
public record Pause(
        @Nullable Picture picture, double millis, @Nullable Problem problem) {
    /** The target was not paused at all, and would not be if it was tried again. */
    public static Pause refused(Problem why) {
        return new Pause(null, 0, why);
    }

    /** Whether it is of no use to try again. */
    public boolean isRefused() {
        return picture == null && millis == 0;
    }
}
