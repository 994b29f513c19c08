package asynctb;

import asynctb.model.Stack;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which objects are looked for.
 *
 * @param types names of kinds ({@code coroutine}, {@code generator}, {@code async_generator}, {@code greenlet}, {@code task}) and
 *     of classes ({@code module.Qualname}, or a module's attribute that is the class; those that inherit from it count too); empty
 *     for all of these kinds
 * @param isSuspended whether only those are meant that have begun, have not ended and do not run now
 * @param maxDescribed how many are described at the most; the rest is counted
 * @param progress is told now and then how many objects were looked at; a search may begin anew
 */
public record ObjectQuery(List<String> types, boolean isSuspended, int maxDescribed, LongConsumer progress) {
    private static final int MAX_DESCRIBED = 1_000_000;

    public ObjectQuery {
        types = List.copyOf(types);
        if (maxDescribed < 0) {
            throw new IllegalArgumentException("maxDescribed must not be negative: " + maxDescribed);
        }
    }

    /** Everything that a traceback of its own can be taken of, but for threads. */
    public static ObjectQuery all() {
        return of(List.of());
    }

    /** All objects of some kinds and classes. */
    public static ObjectQuery of(List<String> types) {
        return new ObjectQuery(types, false, MAX_DESCRIBED, count -> {});
    }

    public ObjectQuery suspended() {
        return new ObjectQuery(types, true, maxDescribed, progress);
    }

    public ObjectQuery withMaxDescribed(int most) {
        return new ObjectQuery(types, isSuspended, most, progress);
    }

    public ObjectQuery withProgress(LongConsumer told) {
        return new ObjectQuery(types, isSuspended, maxDescribed, told);
    }

    /**
     * This, with the names of the classes that are meant by another one.
     *
     * @param className the name of the class that a path leads to; null if it leads to none
     */
    ObjectQuery withClassNames(Function<String, @Nullable String> className) {
        var names = new LinkedHashSet<>(types);
        for (String type : types) {
            String name = className.apply(type);
            if (name != null) {
                names.add(name);
            }
        }
        return new ObjectQuery(List.copyOf(names), isSuspended, maxDescribed, progress);
    }

    /**
     * Whether objects of a class are meant.
     *
     * @param classes the names of the class and of those that it inherits from
     * @param kinds what its objects are
     */
    boolean wants(List<String> classes, Set<Stack.Kind> kinds) {
        if (types.isEmpty()) {
            return !kinds.isEmpty();
        }
        return kinds.stream().anyMatch(kind -> types.contains(kind.id()))
                || classes.stream().anyMatch(types::contains);
    }
}
