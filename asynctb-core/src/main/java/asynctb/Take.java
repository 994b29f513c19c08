package asynctb;

import asynctb.model.Extraction;
import asynctb.model.TargetInfo.Consistency;
import asynctb.runtime.Picture;
import asynctb.runtime.TargetRuntime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes what selectors name as it was at one moment, with as little disturbance as that allows. A first look learns what
 * has to be copied and claims nothing. Then, until one succeeds: {@link Attempts} at one moment, three copies that say the same.
 * What differs in those is marked.
 */
final class Take {
    private static final int LEAST_COMPARED = 3;
    private static final int MOST_COMPARED = 8;
    /** What is large takes long to look at, and moves all the same: together the copies have not many more bytes. */
    private static final long COMPARED_BYTES = 512L << 20;

    private final TargetRuntime runtime;
    private final ExtractOptions options;
    private final Attempts<Seen> attempts;

    Take(TargetRuntime runtime, RuleShelf rules, List<Selector> selectors, ExtractOptions options) {
        this.runtime = runtime;
        this.options = options;
        Function<Picture, Seen> looking = picture -> Seen.in(picture, rules, selectors, options);
        attempts = new Attempts<>(runtime, looking, Seen.NOTHING, Look.at(runtime.look(), looking));
    }

    Extraction run() {
        if (attempts.prove()) {
            return result(Consistency.UNMOVED, attempts.last());
        }
        if (options.pause() && attempts.pause(options.maxPause())) {
            return result(Consistency.PAUSED, attempts.last());
        }
        return compare();
    }

    private Extraction result(Consistency consistency, Look<Seen> look) {
        Seen seen = look.seen();
        return new Extraction(
                runtime.info().taken(look.at(), consistency, attempts.pausedMillis()),
                seen.stacks(),
                seen.tasks(),
                seen.ruleFiles(),
                attempts.problems(seen));
    }

    /**
     * Two copies may say the same by chance, where a program does the same again and again: three are asked. One that does
     * not hold together as a whole confirms and refutes nothing.
     */
    private Extraction compare() {
        Look<Seen> older = copy();
        Look<Seen> previous = copy();
        Look<Seen> best = previous;
        Set<String> doubtful = new HashSet<>(previous.seen().unconfirmed(Seen.NOTHING));
        doubtful.addAll(previous.seen().unconfirmed(older.seen()));
        boolean agreed = false;
        long copies = Math.clamp(COMPARED_BYTES / Math.max(1, best.picture().size()), LEAST_COMPARED, MOST_COMPARED);
        for (int i = 2; i < copies && !agreed; i++) {
            Look<Seen> current = copy();
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
        return agreed
                ? result(Consistency.REPEATED, best)
                : result(
                        Consistency.UNPROVEN,
                        new Look<>(best.at(), best.picture(), best.seen().markTorn(doubtful)));
    }

    private Look<Seen> copy() {
        return attempts.look(runtime.copy(attempts.last().picture()));
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
