package asynctb.rules;

import asynctb.model.ObjectInfo;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An object of the target, or the lack of one. Reading never fails and never runs code of the target: what is not there,
 * what only code could tell and what cannot be read is a value that does not {@linkplain #exists() exist}, and all that is
 * asked of such a one does not exist either. So a rule may go on from step to step and ask once, at the end.
 */
public interface Value {
    /** Where it stands; 0 if it does not exist. */
    long address();

    /** Whether there is such an object. The target's own "nothing", such as {@code None}, exists. */
    default boolean exists() {
        return address() != 0;
    }

    /** A frozen description. */
    ObjectInfo info();

    /** The names of its class and of those that this inherits from, nearest first; empty if it does not exist. */
    List<String> types();

    /** Whether it is of a class, or of one that inherits from it. */
    default boolean is(String type) {
        return types().contains(type);
    }

    /** An attribute, of its own or of its class. */
    Value attribute(String name);

    /** What a dictionary holds for a text. */
    Value item(String key);

    /** An element of a list or tuple, counted from 0. */
    Value item(long index);

    /** The elements of a list, tuple, set or queue, the values of a dictionary; not more than a bound. Empty for all else. */
    List<Value> items();

    /** The first of the {@linkplain #items() elements}, not more than so many. */
    default List<Value> items(int atMost) {
        List<Value> all = items();
        return all.size() <= atMost ? all : all.subList(0, atMost);
    }

    /** How many {@linkplain #items() elements} it says that it has, without a look at them; 0 for all that has none. */
    default int size() {
        return items().size();
    }

    /** The keys of a dictionary, in the order of its {@linkplain #items() values}; not more than a bound. Empty for all else. */
    List<Value> keys();

    /** The variable of this name that a function has captured from where it was defined. */
    Value captured(String variable);

    /** What a weak reference or a cell refers to. */
    Value referent();

    /** The text that it is; null if it is none. */
    @Nullable
    String text();

    /** The whole number that it is; empty if it is none, or one of more than 64 bits. */
    OptionalLong integer();

    /** The number that it is, whole or not. */
    OptionalDouble number();

    /** Whether it is the target's "nothing". What does not exist is not. */
    boolean isNothing();

    /** Whether it is there and something: it exists and is not the target's "nothing". */
    default boolean isSomething() {
        return exists() && !isNothing();
    }

    /** Whether it is the truth value "true". */
    boolean isTrue();
}
