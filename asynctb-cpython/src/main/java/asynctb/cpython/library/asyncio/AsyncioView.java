package asynctb.cpython.library.asyncio;

import asynctb.cpython.library.Workers;
import asynctb.memory.MemoryFault;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What rules for libraries that build upon asyncio see of its futures and tasks, which keep it out of reach of other rules.
 * What cannot be read is not there.
 *
 * @param asyncio that of a scene
 */
public record AsyncioView(Function<Scene, Asyncio> asyncio) {
    /** Whether it is a task. */
    public static boolean isTask(Value object) {
        return object.is("_asyncio.Task") || object.is("asyncio.tasks.Task");
    }

    /** The loop of a task or future; does not exist if it has none. */
    public Value loop(Value future, Scene scene) {
        return read(() -> scene.at(asyncio.apply(scene).readLoop(future.address())), scene.at(0));
    }

    /** The callbacks of a future. */
    public List<Value> callbacks(Value future, Scene scene) {
        return read(() -> values(asyncio.apply(scene).readCallbacks(future.address()), scene), List.of());
    }

    /** The tasks that wait for a future. */
    public List<Value> awaiting(Value future, Scene scene) {
        return read(() -> values(asyncio.apply(scene).readAwaiting(future.address()), scene), List.of());
    }

    /** The tasks that wait for a future of {@code concurrent.futures}, by way of one of asyncio that follows it. */
    public List<Value> awaitingFollower(Value followed, Scene scene) {
        var tasks = new ArrayList<Value>();
        for (Value callback : followed.attribute("_done_callbacks").items()) {
            Value follower = callback.captured("destination");
            if (follower.exists()) {
                tasks.addAll(awaiting(follower, scene));
            }
        }
        return tasks;
    }

    /** The tasks that wait for a thread which waits for a task's result, as {@code run_coroutine_threadsafe} lets it. */
    public List<Value> asking(Value task, Scene scene) {
        Workers workers = Workers.of(scene);
        if (!workers.haveQuestions()) {
            return List.of();
        }
        var tasks = new ArrayList<Value>();
        for (Value callback : callbacks(task, scene)) {
            Value served = workers.servedBy(callback.captured("destination"));
            if (served.exists()) {
                tasks.addAll(awaitingFollower(served, scene));
            }
        }
        return tasks;
    }

    /** The coroutine of a task; does not exist if it has none. */
    public Value coroutine(Value task, Scene scene) {
        return read(() -> scene.at(asyncio.apply(scene).readCoroutine(task.address())), scene.at(0));
    }

    /**
     * What a task is doing, in words; null if there are none.
     *
     * @param coroutine the one that it is suspended in, where that is not its own
     */
    public @Nullable String doing(Value task, Value coroutine, Scene scene) {
        return asyncio.apply(scene).readDoing(task.address(), coroutine.address());
    }

    /** A task's name; null if it has none. */
    public @Nullable String name(Value task, Scene scene) {
        return asyncio.apply(scene).readTask(task.address()).name();
    }

    private static List<Value> values(List<Long> addresses, Scene scene) {
        return addresses.stream().map(scene::at).toList();
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T read(Reading<T> reading, T otherwise) {
        try {
            return reading.read();
        } catch (MemoryFault e) {
            return otherwise;
        }
    }
}
