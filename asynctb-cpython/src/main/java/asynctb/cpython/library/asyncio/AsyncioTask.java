package asynctb.cpython.library.asyncio;

import asynctb.cpython.thread.PyThread;
import asynctb.model.Problem;
import asynctb.model.Stack;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task, as it was.
 *
 * @param address where it stands
 * @param name its name; null before 3.8, or if it could not be read
 * @param coroutine the address of what it runs; 0 if it has none any more
 * @param thread the one that runs its loop; null if none does
 * @param state what it is doing
 * @param stateText the same in words; null if the state says it all
 * @param waitsFor the address of what it waits for; 0 if it waits for nothing
 * @param awaitedBy the addresses of the tasks that wait for it
 * @param problems what could not be read
 */
public record AsyncioTask(
        long address,
        @Nullable String name,
        long coroutine,
        @Nullable PyThread thread,
        Stack.State state,
        @Nullable String stateText,
        long waitsFor,
        List<Long> awaitedBy,
        List<Problem> problems) {
    public AsyncioTask {
        awaitedBy = List.copyOf(awaitedBy);
        problems = List.copyOf(problems);
    }
}
