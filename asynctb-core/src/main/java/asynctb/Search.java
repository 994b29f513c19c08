package asynctb;

import asynctb.model.Findings;
import asynctb.model.Problem;
import asynctb.model.TargetInfo.Consistency;
import asynctb.runtime.Picture;
import asynctb.runtime.TargetRuntime;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Searches a target as it was at one moment. All of its memory may have to be read for that; so a search that nothing moved
 * under is believed without a copy, and what would be too large to be copied at once is not. Where there is no proof, that is said.
 */
final class Search {
    private static final long MAX_COPIED = 256L << 20;

    private final TargetRuntime runtime;
    private final RuleShelf rules;
    private final ObjectQuery query;
    private final ExtractOptions options;

    Search(TargetRuntime runtime, RuleShelf rules, ObjectQuery query, ExtractOptions options) {
        this.runtime = runtime;
        this.rules = rules;
        this.query = query;
        this.options = options;
    }

    Findings run() {
        var looked = new AtomicReference<Look<Survey>>();
        boolean isUnmoved = runtime.isUnmovedWhile(() -> looked.set(look()));
        Look<Survey> first = Objects.requireNonNull(looked.get());
        var attempts = new Attempts<>(runtime, this::survey, Survey.NOTHING, first);
        if (isUnmoved && !first.seen().isTorn()) {
            return result(attempts, Consistency.UNMOVED, first);
        }
        boolean isSmall = first.picture().size() <= MAX_COPIED;
        if (isSmall && attempts.prove()) {
            return result(attempts, Consistency.UNMOVED, attempts.last());
        }
        if (isSmall && options.pause() && attempts.pause(options.maxPause())) {
            return result(attempts, Consistency.PAUSED, attempts.last());
        }
        return result(attempts, Consistency.UNPROVEN, new Look<>(first.at(), first.picture(), torn(first.seen())));
    }

    private Look<Survey> look() {
        return Look.at(runtime.look(), this::survey);
    }

    private Survey survey(Picture picture) {
        return new Searching(picture, rules, query, options).run();
    }

    private static Survey torn(Survey survey) {
        var problems = new ArrayList<>(survey.problems());
        problems.add(Problem.of(
                Problem.Kind.TORN,
                "the target ran while its objects were looked through: some may be missing, counted twice, or gone"));
        return new Survey(survey.counts(), survey.objects(), survey.ruleFiles(), problems);
    }

    private Findings result(Attempts<Survey> attempts, Consistency consistency, Look<Survey> look) {
        Survey survey = look.seen();
        return new Findings(
                runtime.info().taken(look.at(), consistency, attempts.pausedMillis()),
                survey.counts(),
                survey.objects(),
                survey.ruleFiles(),
                attempts.problems(survey));
    }
}
