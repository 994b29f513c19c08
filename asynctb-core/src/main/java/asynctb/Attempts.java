package asynctb;

import asynctb.model.Problem;
import asynctb.runtime.Pause;
import asynctb.runtime.Picture;
import asynctb.runtime.TargetRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries to see a target as it was at one moment. What was looked at first has taught what must be copied; then come copies that
 * are proved to be of one moment (where such a one holds what the first look has read, that is confirmed and nothing is
 * looked at twice), and copies in a pause.
 *
 * @param <S> what is seen in a picture
 */
final class Attempts<S extends Sight> {
    private static final int PROOFS = 10;
    private static final Duration PROVING = Duration.ofMillis(50);
    /** As many are tried in any case: the first ones load code, and learn what else has to be copied. */
    private static final int FIRST_PROOFS = 3;

    private static final int PAUSES = 3;

    private final TargetRuntime runtime;
    private final Function<Picture, S> looking;
    private final S nothing;
    private double pausedMillis;
    private @Nullable Problem notPaused;
    private Look<S> last;

    /**
     * After a first look.
     *
     * @param looking what is to be seen in a picture
     * @param nothing where nothing was seen
     */
    Attempts(TargetRuntime runtime, Function<Picture, S> looking, S nothing, Look<S> first) {
        this.runtime = runtime;
        this.looking = looking;
        this.nothing = nothing;
        last = first;
    }

    /** The longest pause. */
    double pausedMillis() {
        return pausedMillis;
    }

    /** What is to be said of the target as a whole: by the runtime, of what was seen, and why it could not be paused. */
    List<Problem> problems(Sight seen) {
        var problems = new ArrayList<>(runtime.problems());
        problems.addAll(seen.problems());
        if (notPaused != null && !problems.contains(notPaused)) {
            problems.add(notPaused);
        }
        return problems;
    }

    Look<S> last() {
        return last;
    }

    Look<S> look(Picture picture) {
        // What was seen before, and in what, would double the memory that is needed.
        last = new Look<>(last.at(), picture, nothing);
        last = Look.at(picture, looking);
        return last;
    }

    /**
     * Whether one of some copies was proved to be of one moment; then that is what was seen last. Looking takes longer than copying and
     * has nothing to do with how restless the target is: it does not count.
     */
    @SuppressWarnings("ReferenceEquality") // that very picture was confirmed
    boolean prove() {
        long left = PROVING.toNanos();
        for (int i = 0; i < PROOFS && (left > 0 || i < FIRST_PROOFS); i++) {
            long begin = System.nanoTime();
            Optional<Picture> proved = runtime.copyProved(last.picture());
            if (proved.isEmpty()) {
                LockSupport.parkNanos(Duration.ofMillis(i).toNanos());
            }
            left -= System.nanoTime() - begin;
            // A thread may have been put aside in the midst of a step.
            if (proved.isPresent() && proved.get() != last.picture()) {
                look(proved.get());
            }
            if (proved.isPresent() && last.isComplete() && !last.seen().isTorn()) {
                return true;
            }
        }
        return false;
    }

    /** Whether it could be copied while it stood still; then that is what was seen last. */
    boolean pause(Duration atMost) {
        @Nullable Look<S> whole = null;
        for (int i = 0; i < PAUSES; i++) {
            Pause pause = runtime.copyPaused(last.picture(), atMost);
            pausedMillis = Math.max(pausedMillis, pause.millis());
            if (pause.picture() == null) {
                if (pause.isRefused() || i == PAUSES - 1) {
                    notPaused = pause.problem();
                    break;
                }
            } else if (look(pause.picture()).isComplete()) {
                whole = last;
                if (!last.seen().isImpossible()) {
                    break;
                }
            }
        }
        if (whole != null) {
            last = whole;
        }
        return whole != null;
    }
}
