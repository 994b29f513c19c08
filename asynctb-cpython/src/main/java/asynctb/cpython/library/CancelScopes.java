package asynctb.cpython.library;

import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The state of cancel scopes in words. Those of Trio and anyio keep it alike. */
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

    /** {@code 4.2 s}; what is over counts as nothing. */
    public static String seconds(double seconds) {
        return Math.floor(Math.max(0, seconds) * TENTHS) / TENTHS + " s";
    }
}
