package asynctb.runtime;

import asynctb.model.Problem;
import java.util.List;

/**
 * What a selector names.
 *
 * @param items in the order in which they are to be shown; may be empty
 * @param problems why there is nothing, or not everything
 */
public record Resolution(List<? extends Item> items, List<Problem> problems) {
    public Resolution {
        items = List.copyOf(items);
        problems = List.copyOf(problems);
    }

    public static Resolution of(List<? extends Item> items) {
        return new Resolution(items, List.of());
    }

    public static Resolution none(Problem problem) {
        return new Resolution(List.of(), List.of(problem));
    }
}
