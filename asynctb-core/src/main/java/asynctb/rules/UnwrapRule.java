package asynctb.rules;

import java.util.List;
import java.util.Optional;

/** Knows what objects of a class lead to. */
@FunctionalInterface
public interface UnwrapRule {
    /**
     * Looks into an object.
     *
     * @return the parts of its traceback, from the outermost inwards; an empty list if there is nothing to show; empty if the
     *     rule has nothing to say of this one
     */
    Optional<List<Part>> unwrap(Value object, Scene scene);
}
