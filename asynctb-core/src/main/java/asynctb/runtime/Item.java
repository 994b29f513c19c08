package asynctb.runtime;

import asynctb.model.ObjectInfo;
import asynctb.model.Stack;
import asynctb.model.ThreadInfo;
import asynctb.rules.Value;
import org.jspecify.annotations.Nullable;

/**
 * Something in a {@link Picture} that a traceback can be taken of, or that stands in one. Methods read the target and
 * never fail for what its memory holds.
 */
public interface Item {
    /** Where the object stands; 0 if it is no object. Two items of one picture with one address are the same. */
    long address();

    /** A frozen description. */
    ObjectInfo info();

    /** The object itself, for rules; null if it is none. */
    default @Nullable Value value() {
        return null;
    }

    /** What it consists of: frames and further items, or nothing further. */
    Unwrapping unwrap();

    /** Whether there may be frames behind it. */
    default boolean leadsOn() {
        return true;
    }

    /** What is said of it at the head of a stack. */
    default Head head() {
        return new Head(Stack.Kind.OTHER, null, info(), null, Stack.State.UNKNOWN, null);
    }

    /** What is said of an item at the head of a stack; the members are those of {@link Stack}. */
    record Head(
            Stack.Kind kind,
            @Nullable String name,
            @Nullable ObjectInfo root,
            @Nullable ThreadInfo thread,
            Stack.State state,
            @Nullable String stateText) {}
}
