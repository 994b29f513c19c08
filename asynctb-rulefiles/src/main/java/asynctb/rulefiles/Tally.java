package asynctb.rulefiles;

import asynctb.rules.Scene;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one rule, and counts. The same target may be looked at several times for one result, so what is counted is addresses,
 * each once.
 */
final class Tally {
    private final Errors errors;
    private final int line;
    private final String kind;
    private final List<RuleName> names;
    private final Set<Long> matched = new HashSet<>();
    private final Set<Long> acted = new HashSet<>();
    private final Set<Long> failed = new HashSet<>();
    private @Nullable String failure;

    Tally(Entry entry, String kind, @Nullable String module, List<String> names) {
        this.errors = entry.errors();
        this.line = entry.line();
        this.kind = kind;
        this.names =
                names.stream().map(name -> new RuleName(line, module, name)).toList();
    }

    /** The functions or classes that it is about. */
    List<RuleName> names() {
        return names;
    }

    /** What the rules of the file may read. */
    Allowance allowance() {
        return errors.allowance();
    }

    /**
     * Asks it.
     *
     * @param address of what it is asked about
     * @param saysNothing whether an answer is none
     */
    <T> T ask(long address, Scene scene, Predicate<T> saysNothing, Function<Budget, T> rule) {
        matched.add(address);
        try {
            T answer = guard(() -> rule.apply(Budget.of(errors.allowance(), scene)));
            if (!saysNothing.test(answer)) {
                acted.add(address);
            }
            return answer;
        } catch (RuleFailure e) {
            failed.add(address);
            throw e;
        }
    }

    /** Evaluates something of it; a failure says where the rule stands. */
    <T> T guard(Supplier<T> evaluation) {
        try {
            return evaluation.get();
        } catch (RuleFailure e) {
            failure = errors.file() + ":" + line + ": " + e.getMessage();
            throw new RuleFailure(failure);
        }
    }

    RuleUse use() {
        return new RuleUse(
                line,
                kind,
                (names.isEmpty() ? "" : names.getFirst().toString())
                        + (names.size() <= 1 ? "" : " and " + (names.size() - 1) + " more"),
                matched.size(),
                acted.size(),
                failed.size(),
                failure);
    }
}
