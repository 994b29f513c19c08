package asynctb.render;

import asynctb.model.Context;
import asynctb.model.ObjectInfo;
import java.util.IdentityHashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first lines of contexts, made once for all that are alike: those of frames at the same place, as a rule. A runtime gives those one
 * and the same source text; if one does not, they are made for each.
 */
final class ContextWords {
    private final Lines lines;
    private final IdentityHashMap<String, Made> known = new IdentityHashMap<>();

    /** For contexts that are written to these lines. */
    ContextWords(Lines lines) {
        this.lines = lines;
    }

    private record Made(Context context, String line) {}

    /** The line of a context, escaped. */
    String of(Context context) {
        if (context.text() == null || !context.children().isEmpty()) {
            return ContextLines.line(context, lines);
        }
        Made made = known.get(context.text());
        if (made == null || !isSame(made.context, context)) {
            made = new Made(context, ContextLines.line(context, lines));
            known.put(context.text(), made);
        }
        return made.line;
    }

    /** Several contexts may be active by one line: only the last one's words are kept. */
    private static boolean isSame(Context a, Context b) {
        return a.startLine() == b.startLine()
                && a.isAsync() == b.isAsync()
                && a.isEntering() == b.isEntering()
                && a.isExiting() == b.isExiting()
                && Objects.equals(a.varname(), b.varname())
                && Objects.equals(type(a.obj()), type(b.obj()))
                && Objects.equals(a.description(), b.description());
    }

    private static @Nullable String type(@Nullable ObjectInfo object) {
        return object == null ? null : object.type();
    }
}
