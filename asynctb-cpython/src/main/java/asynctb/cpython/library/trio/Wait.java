package asynctb.cpython.library.trio;

import asynctb.model.Stack;
import asynctb.rules.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a task is doing.
 *
 * @param state what kind of doing that is
 * @param text the same in words; null if there are none
 * @param object what it waits for; null if nothing, or that is not known
 */
record Wait(
        Stack.State state, @Nullable String text, @Nullable Value object) {
    static Wait of(Stack.State state, @Nullable String text) {
        return new Wait(state, text, null);
    }

    static Wait forObject(String text, Value object) {
        return new Wait(Stack.State.WAITING, text, object.isSomething() ? object : null);
    }

    static Wait waiting(String text) {
        return new Wait(Stack.State.WAITING, text, null);
    }
}
