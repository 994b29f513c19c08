package asynctb.runtime;

import asynctb.model.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a selector names.
 *
 * @param items in the order in which they are to be shown; may be empty
 * @param container what holds the items, if they are the elements of something; then those are meant that lead on, and if
 *     none does, the container itself; else null
 * @param problems why there is nothing, or not everything
 */
public record Resolution(
        List<? extends Item> items, @Nullable Item container, List<Problem> problems) {
    public Resolution {
        items = List.copyOf(items);
        problems = List.copyOf(problems);
    }

    public static Resolution of(List<? extends Item> items) {
        return new Resolution(items, null, List.of());
    }

    public static Resolution of(List<? extends Item> items, List<Problem> problems) {
        return new Resolution(items, null, problems);
    }

    public static Resolution ofContainer(Item container, List<? extends Item> elements) {
        return new Resolution(elements, container, List.of());
    }

    public static Resolution none(Problem problem) {
        return new Resolution(List.of(), null, List.of(problem));
    }
}
