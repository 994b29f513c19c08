package asynctb;

import asynctb.rules.Rules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules that a picture is looked at with, in the order in which they are asked. */
final class RuleBook {
    /** Without any. */
    static final RuleBook EMPTY = new RuleBook(List.of());

    private final List<Rules> sets;
    private final Map<String, List<OfFunction>> byFunction = new HashMap<>();
    /** Whether one that holds a lock of a class gets it again. */
    private final Map<String, Boolean> locks = new HashMap<>();

    RuleBook(List<Rules> sets) {
        this.sets = List.copyOf(sets);
        for (Rules set : sets) {
            for (Rules.FunctionRule rule : set.frames()) {
                String name = rule.qualname().substring(rule.qualname().lastIndexOf('.') + 1);
                byFunction.computeIfAbsent(name, key -> new ArrayList<>(1)).add(new OfFunction(set, rule));
            }
            set.locks().forEach((type, isReentrant) -> locks.merge(type, isReentrant, Boolean::logicalOr));
        }
    }

    /** A rule and the set that it is of. */
    record OfFunction(Rules set, Rules.FunctionRule rule) {}

    List<Rules> sets() {
        return sets;
    }

    /** The rules for functions of a short name. */
    List<OfFunction> ofFunction(String name) {
        @Nullable List<OfFunction> found = byFunction.get(name);
        return found == null ? List.of() : found;
    }

    boolean isEmpty() {
        return sets.isEmpty();
    }

    boolean hasLocks() {
        return !locks.isEmpty();
    }

    /** Whether a class is one of managers that one can hold at a time. */
    boolean isLock(String type) {
        return locks.containsKey(type);
    }

    /** Whether one that holds such a lock gets it again. */
    boolean isReentrant(String type) {
        return locks.getOrDefault(type, false);
    }
}
