package asynctb.runtime;

import asynctb.model.Problem;
import java.util.List;

/**
 * The live tasks of a {@link Picture}.
 *
 * @param items each once, in the order of their creation as far as that is known
 * @param problems why some may be missing
 */
public record Tasks(List<? extends TaskItem> items, List<Problem> problems) {
    /** There are none. */
    public static final Tasks NONE = new Tasks(List.of(), List.of());

    public Tasks {
        items = List.copyOf(items);
        problems = List.copyOf(problems);
    }
}
