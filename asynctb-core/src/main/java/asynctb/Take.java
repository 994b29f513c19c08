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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes what selectors name as it was at one moment, with as little disturbance as that allows. A first look learns what
 * has to be copied and claims nothing. Then, until one succeeds: copies that are proved to be of one moment (where such a
 * one holds what the first look has read, that is confirmed and nothing is looked at twice), copies in a pause, three
 * copies that say the same. What differs in those is marked.
 */
final class Take {
    private static final int PROOFS = 10;
    private static final Duration PROVING = Duration.ofMillis(50);
    /** As many are tried in any case: the first ones load code, and learn what else has to be copied. */
    private static final int FIRST_PROOFS = 3;

    private static final int PAUSES = 3;
    private static final int COMPARED = 8;

    private final TargetRuntime runtime;
    private final RuleShelf rules;
    private final List<Selector> selectors;
    private final ExtractOptions options;
    private Instant at = Instant.now();
    private double pausedMillis;
    private @Nullable Problem notPaused;
    private Look last;

    Take(TargetRuntime runtime, RuleShelf rules, List<Selector> selectors, ExtractOptions options) {
        this.runtime = runtime;
        this.rules = rules;
        this.selectors = selectors;
        this.options = options;
        last = Look.at(runtime.look(), rules, selectors, options);
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
        // Of the look before only what it touched is of use; what it saw would double the memory that is needed.
        last = Look.none(last.picture());
        last = Look.at(picture, rules, selectors, options);
        return last;
    }

    /** Looking takes longer than copying and has nothing to do with how restless the target is: it does not count. */
    @SuppressWarnings("ReferenceEquality") // that very picture was confirmed
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
            if (proved.isPresent() && proved.get() != last.picture()) {
                look(proved.get());
            }
            if (proved.isPresent() && last.isComplete() && !last.seen().isTorn()) {
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

    /**
     * Two copies may say the same by chance, where a program does the same again and again: three are asked. One that does
     * not hold together as a whole confirms and refutes nothing.
     */
    private Extraction compare() {
        at = Instant.now();
        Look older = look(runtime.copy(last.picture()));
        Look previous = look(runtime.copy(older.picture()));
        Look best = previous;
        Set<String> doubtful =
                previous.seen().unconfirmed(Look.none(previous.picture()).seen());
        boolean agreed = false;
        for (int i = 2; i < COMPARED && !agreed; i++) {
            Look current = look(runtime.copy(last.picture()));
            Seen seen = current.seen();
            var unlike = new HashSet<>(seen.unconfirmed(previous.seen()));
            unlike.addAll(seen.unconfirmed(older.seen()));
            if (current.isComplete() && isNoWorse(seen, unlike, best.seen(), doubtful)) {
                best = current;
                doubtful = unlike;
                agreed = unlike.isEmpty() && !seen.isTorn();
            }
            if (seen.isWhole()) {
                older = previous;
                previous = current;
            }
        }
        last = best;
        return result(
                agreed ? Consistency.REPEATED : Consistency.UNPROVEN,
                best.seen().markTorn(doubtful));
    }

    /** What lacks most is soonest confirmed: how much of it is doubtful counts last. */
    private static boolean isNoWorse(Seen seen, Set<String> unlike, Seen best, Set<String> doubtful) {
        if (seen.isWhole() != best.isWhole()) {
            return seen.isWhole();
        }
        int more = seen.problems().size() - best.problems().size();
        return more == 0 ? unlike.size() <= doubtful.size() : more < 0;
    }
}
