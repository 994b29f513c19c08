package asynctb.cpython.library;

import asynctb.rules.ContextOutcome;
import asynctb.rules.Rules;
import asynctb.rules.Value;
import asynctb.rules.WaitLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Cancel scopes, and their state in words. Those of Trio and anyio keep it alike. */
public final class CancelScopes {
    private static final int TENTHS = 10;

    private CancelScopes() {}

    /**
     * {@code deadline in 4.2 s, shielded, cancelled}.
     *
     * @param left how long it is until the deadline, in seconds; empty if there is none or it is not known
     * @return null if there is nothing of that
     */
    public static @Nullable String words(Value scope, OptionalDouble left) {
        var words = new ArrayList<String>();
        if (left.isPresent()) {
            words.add(left.getAsDouble() < 0 ? "deadline passed" : "deadline in " + seconds(left.getAsDouble()));
        }
        if (scope.attribute("_shield").isTrue()) {
            words.add("shielded");
        }
        if (scope.attribute("_cancel_called").isTrue()) {
            words.add("cancelled");
        }
        return words.isEmpty() ? null : String.join(", ", words);
    }

    /** What a scope does to the waits in it: a deadline counts more than a shield, which is one against what is outside. */
    public static WaitLimit limit(Value scope) {
        OptionalDouble deadline = scope.attribute("_deadline").number();
        boolean hasDeadline = deadline.isPresent() && deadline.getAsDouble() < Double.POSITIVE_INFINITY;
        if (hasDeadline || scope.attribute("_cancel_called").isTrue()) {
            return WaitLimit.TIMED;
        }
        return scope.attribute("_shield").isTrue() ? WaitLimit.SHIELDED : WaitLimit.NONE;
    }

    /**
     * Has the managers that generator functions make shown as the scope that they open, which is all that they do.
     *
     * @param variables of theirs that may hold it
     */
    public static void unwrap(Rules.Builder rules, String module, String... variables) {
        for (String function : List.of("fail_after", "fail_at")) {
            rules.generatorContext(
                    module,
                    function,
                    (frame, scene) -> Stream.of(variables)
                            .map(frame::local)
                            .filter(Value::isSomething)
                            .findFirst()
                            .map(ContextOutcome::unwrapped)
                            .orElse(ContextOutcome.NONE));
        }
    }

    /** {@code 4.2 s}; what is over counts as nothing. */
    public static String seconds(double seconds) {
        return Math.floor(Math.max(0, seconds) * TENTHS) / TENTHS + " s";
    }
}
