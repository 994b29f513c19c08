package asynctb;

import asynctb.model.Extraction;
import asynctb.model.Problem;
import asynctb.model.TargetInfo.Consistency;
import asynctb.runtime.Pause;
import asynctb.runtime.Picture;
import asynctb.runtime.TargetRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes what selectors name as it was at one moment, with as little disturbance as that allows. A first look learns what
 * has to be copied and claims nothing. Then, until one succeeds: copies that are proved to be of one moment, copies in a
 * pause, two copies that say the same. What differs in those is marked.
 */
final class Take {
    private static final int PROOFS = 10;
    private static final Duration PROVING = Duration.ofMillis(50);
    /** As many are tried in any case: the first ones load code, and learn what else has to be copied. */
    private static final int FIRST_PROOFS = 3;

    private static final int PAUSES = 3;
    private static final int COMPARED = 8;

    private final TargetRuntime runtime;
    private final List<Selector> selectors;
    private final ExtractOptions options;
    private Instant at = Instant.now();
    private double pausedMillis;
    private @Nullable Problem notPaused;
    private Look last;

    Take(TargetRuntime runtime, List<Selector> selectors, ExtractOptions options) {
        this.runtime = runtime;
        this.selectors = selectors;
        this.options = options;
        // Of the first look only what it touched is of use; what it saw would double the memory that is needed.
        last = Look.none(Look.at(runtime.look(), selectors, options).picture());
    }

    Extraction run() {
        if (prove()) {
            return result(Consistency.UNMOVED, last.seen());
        }
        if (options.pause() && pause()) {
            return result(Consistency.PAUSED, last.seen());
        }
        return compare();
    }

    private Extraction result(Consistency consistency, Seen seen) {
        var problems = new ArrayList<>(runtime.problems());
        problems.addAll(seen.problems());
        if (notPaused != null && !problems.contains(notPaused)) {
            problems.add(notPaused);
        }
        return new Extraction(
                runtime.info().taken(at, consistency, pausedMillis), seen.stacks(), seen.tasks(), problems);
    }

    private Look look(Picture picture) {
        last = Look.at(picture, selectors, options);
        return last;
    }

    /** Looking takes longer than copying and has nothing to do with how restless the target is: it does not count. */
    private boolean prove() {
        long left = PROVING.toNanos();
        for (int i = 0; i < PROOFS && (left > 0 || i < FIRST_PROOFS); i++) {
            at = Instant.now();
            long begin = System.nanoTime();
            Optional<Picture> proved = runtime.copyProved(last.picture());
            if (proved.isEmpty()) {
                LockSupport.parkNanos(Duration.ofMillis(i).toNanos());
            }
            left -= System.nanoTime() - begin;
            // A thread may have been put aside in the midst of a step.
            if (proved.isPresent()
                    && look(proved.get()).isComplete()
                    && !last.seen().isTorn()) {
                return true;
            }
        }
        return false;
    }

    private boolean pause() {
        @Nullable Look whole = null;
        for (int i = 0; i < PAUSES; i++) {
            Instant begin = Instant.now();
            Pause pause = runtime.copyPaused(last.picture(), options.maxPause());
            pausedMillis = Math.max(pausedMillis, pause.millis());
            if (pause.picture() == null) {
                if (pause.isRefused() || i == PAUSES - 1) {
                    notPaused = pause.problem();
                    break;
                }
            } else if (look(pause.picture()).isComplete()) {
                at = begin;
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

    private Extraction compare() {
        at = Instant.now();
        Look previous = look(runtime.copy(last.picture()));
        Look best = previous;
        Look against = Look.none(previous.picture());
        long fewest = Long.MAX_VALUE;
        for (int i = 1; i < COMPARED && fewest > 0; i++) {
            Look current = look(runtime.copy(previous.picture()));
            long differences = current.isComplete() ? current.seen().differences(previous.seen()) : Long.MAX_VALUE;
            if (differences <= fewest) {
                best = current;
                against = previous;
                fewest = differences;
            }
            previous = current;
        }
        last = best;
        return result(
                fewest == 0 ? Consistency.REPEATED : Consistency.UNPROVEN,
                best.seen().markTorn(against.seen()));
    }
}
