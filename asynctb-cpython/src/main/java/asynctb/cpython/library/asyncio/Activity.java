package asynctb.cpython.library.asyncio;

import asynctb.model.Stack;
import org.jspecify.annotations.Nullable;

/**
 * What a task is doing.
 *
 * @param state in the words of the model
 * @param text in words for people; null if the state says it all
 * @param object the address of what it waits for; 0 if it waits for nothing
 */
record Activity(Stack.State state, @Nullable String text, long object) {
    static Activity of(Stack.State state, @Nullable String text) {
        return new Activity(state, text, 0);
    }

    static Activity waiting(@Nullable String text, long object) {
        return new Activity(Stack.State.WAITING, text, object);
    }
}
