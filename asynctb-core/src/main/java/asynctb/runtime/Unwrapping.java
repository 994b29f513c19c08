package asynctb.runtime;

import asynctb.model.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an item consists of.
 *
 * @param items from the outermost inwards; empty if there is nothing to show; null if the item cannot be looked into and
 *     so is a leaf
 * @param problems what could not be read on the way; what was found before stays
 */
public record Unwrapping(@Nullable List<? extends Item> items, List<Problem> problems) {
    private static final Unwrapping LEAF = new Unwrapping(null, List.of());

    public Unwrapping {
        items = items == null ? null : List.copyOf(items);
        problems = List.copyOf(problems);
    }

    public static Unwrapping leaf() {
        return LEAF;
    }

    public static Unwrapping of(List<? extends Item> items) {
        return new Unwrapping(items, List.of());
    }
}
