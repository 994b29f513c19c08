package asynctb;

import asynctb.rules.NoValue;
import asynctb.rules.Rules;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The rules that a picture is looked at with, in the order in which they are asked. */
final class RuleBook {
    /** Without any. */
    static final RuleBook EMPTY = new RuleBook(List.of());

    private final List<Rules> sets;
    private final List<Rules> supplied;
    private final Map<String, List<OfFunction>> byFunction = new HashMap<>();
    private final Map<String, List<OfGenerator>> byGenerator = new HashMap<>();
    /** Whether one that holds a lock of a class gets it again. */
    private final Map<String, Boolean> locks = new HashMap<>();

    private final Map<String, UnaryOperator<Value>> conditions = new HashMap<>();
    private final Set<String> owned = new HashSet<>();

    RuleBook(List<Rules> sets) {
        this(sets, List.of());
    }

    /**
     * With rules that are not trusted.
     *
     * @param supplied what the target's own packages bring along; each speaks of its own package only
     */
    RuleBook(List<Rules> sets, List<Rules> supplied) {
        this.sets = List.copyOf(sets);
        this.supplied = List.copyOf(supplied);
        for (Rules set : sets) {
            addFunctions(set, false);
            set.locks().forEach((type, isReentrant) -> locks.merge(type, isReentrant, Boolean::logicalOr));
            conditions.putAll(set.conditions());
            owned.addAll(set.owners().keySet());
        }
        supplied.forEach(set -> addFunctions(set, true));
    }

    private void addFunctions(Rules set, boolean isSupplied) {
        for (Rules.FunctionRule rule : set.frames()) {
            byFunction
                    .computeIfAbsent(shortName(rule.qualname()), key -> new ArrayList<>(1))
                    .add(new OfFunction(set, rule, isSupplied));
        }
        for (Rules.GeneratorFunctionRule rule : set.generatorContexts()) {
            byGenerator
                    .computeIfAbsent(shortName(rule.qualname()), key -> new ArrayList<>(1))
                    .add(new OfGenerator(set, rule, isSupplied));
        }
    }

    private static String shortName(String qualname) {
        return qualname.substring(qualname.lastIndexOf('.') + 1);
    }

    /**
     * A rule and the set that it is of.
     *
     * @param isSupplied whether the target has brought it along
     */
    record OfFunction(Rules set, Rules.FunctionRule rule, boolean isSupplied) {}

    /**
     * A rule for the managers that a generator function makes, and the set that it is of.
     *
     * @param isSupplied whether the target has brought it along
     */
    record OfGenerator(Rules set, Rules.GeneratorFunctionRule rule, boolean isSupplied) {}

    /** Those that are trusted. */
    List<Rules> sets() {
        return sets;
    }

    /** Those that the target's own packages bring along: they may add to what is known, and change nothing of it. */
    List<Rules> supplied() {
        return supplied;
    }

    /** All of them, in the order in which they are asked. */
    List<Rules> all() {
        if (supplied.isEmpty()) {
            return sets;
        }
        var all = new ArrayList<>(sets);
        all.addAll(supplied);
        return all;
    }

    /** The rules for functions of a short name. */
    List<OfFunction> ofFunction(String name) {
        @Nullable List<OfFunction> found = byFunction.get(name);
        return found == null ? List.of() : found;
    }

    /** The rules for the managers that generator functions of a short name make. */
    List<OfGenerator> ofGenerator(String name) {
        @Nullable List<OfGenerator> found = byGenerator.get(name);
        return found == null ? List.of() : found;
    }

    /** Whether there are rules for managers that generator functions make. */
    boolean hasGenerators() {
        return !byGenerator.isEmpty();
    }

    /** Whether all that is known of a library is what the target has brought along. */
    boolean isOnlySupplied(@Nullable String library) {
        return supplied.stream().anyMatch(set -> set.library().equals(library))
                && sets.stream().noneMatch(set -> set.library().equals(library));
    }

    boolean isEmpty() {
        return sets.isEmpty() && supplied.isEmpty();
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

    /** Whether locks of a class may know who holds them. */
    boolean mayKnowOwner(String type) {
        return owned.contains(type);
    }

    /** Whether such a lock is let go of while one waits for a notice. */
    boolean isCondition(String type) {
        return conditions.containsKey(type);
    }

    /** The lock that a condition is entered by. */
    Value lockOf(Value condition, String type) {
        UnaryOperator<Value> rule = conditions.get(type);
        return rule == null ? NoValue.INSTANCE : rule.apply(condition);
    }
}
