package asynctb.runtime;

import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.rules.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A context manager that is active in a frame; the members are those of {@link asynctb.model.Context}. What the manager
 * keeps and is made of is not said here but by rules.
 *
 * @param manager the manager for rules; null if the frame does not keep it
 * @param obj a description of it, or of what is called to leave it
 */
public record ContextItem(
        @Nullable Value manager,
        @Nullable ObjectInfo obj,
        boolean isAsync,
        boolean isEntering,
        boolean isExiting,
        @Nullable String varname,
        int startLine,
        @Nullable String text,
        @Nullable String description,
        List<Problem> problems) {
    public ContextItem {
        problems = List.copyOf(problems);
    }
}
