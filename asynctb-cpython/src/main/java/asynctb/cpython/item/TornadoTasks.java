package asynctb.cpython.item;

import asynctb.cpython.library.asyncio.Asyncio;
import asynctb.cpython.thread.PyThread;
import asynctb.memory.MemoryFault;
import asynctb.model.Stack;
import asynctb.rules.FrameView;
import asynctb.rules.LibraryTask;
import asynctb.rules.Part;
import asynctb.rules.Scene;
import asynctb.rules.TaskAmendment;
import asynctb.rules.TaskRule;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls of functions that are {@code gen.coroutine}s and have not ended: a {@code Runner} for each. All other tasks of
 * tornado are asyncio's. Who waits for one, its future knows, by what it will call when it is done.
 */
final class TornadoTasks implements TaskRule, TaskAmendment {
    static final String RUNNER = "tornado.gen.Runner";
    private static final int MAX_FUTURES = 100_000;

    @Override
    public Found find(Scene scene) {
        Instances instances = Instances.of("tornado.gen", "Runner", scene);
        List<Value> runners = instances.objects().stream()
                .filter(runner -> runner.attribute("result_future").isSomething())
                .filter(runner -> scene.state(runner.attribute("gen")) != Stack.State.FINISHED)
                .toList();
        Map<Long, List<Value>> waiters = new HashMap<>();
        Map<Long, List<Value>> awaited = new HashMap<>();
        for (Value runner : runners) {
            List<Value> waiting = waiters(runner.attribute("result_future"), scene);
            waiters.put(runner.address(), waiting);
            waiting.forEach(waiter -> awaited.computeIfAbsent(waiter.address(), key -> new ArrayList<>(1))
                    .add(runner));
        }
        return new Found(
                runners.stream()
                        .map(runner -> task(
                                runner,
                                waiters.getOrDefault(runner.address(), List.of()),
                                awaited.getOrDefault(runner.address(), List.of()),
                                scene))
                        .toList(),
                instances.problems());
    }

    private static LibraryTask task(Value runner, List<Value> waiters, List<Value> awaited, Scene scene) {
        Value generator = runner.attribute("gen");
        Value future = runner.attribute("future");
        boolean isReady = future.is("tornado.gen._NullFuture")
                || future.address()
                        == scene.module("tornado.gen").attribute("moment").address();
        Stack.State state = scene.state(generator);
        boolean waits = state == Stack.State.SUSPENDED && future.isSomething() && !isReady;
        return new LibraryTask(
                runner,
                null,
                Part.of(generator),
                waits ? Stack.State.WAITING : state,
                waits ? words(future, awaited, scene) : isReady ? "ready to run" : null,
                waits ? (awaited.size() == 1 ? awaited.getFirst() : future) : null,
                waiters,
                thread(runner, scene),
                List.of());
    }

    private static String words(Value future, List<Value> awaited, Scene scene) {
        if (awaited.size() > 1) {
            return "waiting for " + awaited.size() + " coroutines";
        }
        if (awaited.size() == 1) {
            return "waiting for " + name(awaited.getFirst(), scene);
        }
        Asyncio asyncio = PictureScene.pictureOf(scene).asyncio();
        String task = asyncio.isTask(future.address())
                ? asyncio.readTask(future.address()).name()
                : null;
        return task == null ? "waiting for a future" : "waiting for task \"" + task + '"';
    }

    /**
     * What asyncio does not know of its tasks: that one waits for a call, and that a call waits for one, because it has yielded
     * a native coroutine.
     */
    @Override
    public Optional<LibraryTask> amend(LibraryTask task, Scene scene) {
        if (!PictureScene.pictureOf(scene).asyncio().isTask(task.object().address())) {
            return Optional.of(task);
        }
        List<Value> runners = waiters(task.object(), scene).stream()
                .filter(waiter -> waiter.is(RUNNER))
                .toList();
        LibraryTask known = runners.isEmpty() ? task : task.alsoAwaitedBy(runners);
        Value runner = task.waitsFor() == null
                ? null
                : scene.once(TornadoTasks.class, () -> byFuture(scene))
                        .get(task.waitsFor().address());
        return Optional.of(
                runner == null
                        ? known
                        : known.saying("waiting for " + name(runner, scene)).waitingFor(runner));
    }

    private static Map<Long, Value> byFuture(Scene scene) {
        var byFuture = new HashMap<Long, Value>();
        Instances.of("tornado.gen", "Runner", scene)
                .objects()
                .forEach(
                        runner -> byFuture.put(runner.attribute("result_future").address(), runner));
        return byFuture;
    }

    private static String name(Value runner, Scene scene) {
        List<? extends FrameView> frames = scene.frames(runner.attribute("gen"));
        return frames.isEmpty() ? "a coroutine" : frames.getFirst().function();
    }

    /** The runners and tasks that wait for a call's future, directly or together with others. */
    private static List<Value> waiters(Value first, Scene scene) {
        Asyncio asyncio = PictureScene.pictureOf(scene).asyncio();
        var waiters = new ArrayList<Value>();
        Set<Long> seen = new HashSet<>();
        Deque<Value> futures = new ArrayDeque<>();
        futures.add(first);
        while (!futures.isEmpty() && seen.size() < MAX_FUTURES) {
            Value future = futures.remove();
            if (!future.isSomething() || !seen.add(future.address())) {
                continue;
            }
            try {
                asyncio.readAwaiting(future.address()).forEach(task -> waiters.add(scene.at(task)));
                for (long callback : asyncio.readCallbacks(future.address())) {
                    Value function = scene.at(callback);
                    // What multi() waits for fires one future for all.
                    if (function.captured("unfinished_children").exists()) {
                        futures.add(function.captured("future"));
                    }
                    Value waiter = function.captured("callback").captured("self");
                    if (waiter.is(RUNNER)) {
                        waiters.add(waiter);
                    }
                }
            } catch (MemoryFault e) {
                // Then it is a root.
            }
        }
        return waiters;
    }

    private static @Nullable ThreadView thread(Value runner, Scene scene) {
        CPythonPicture picture = PictureScene.pictureOf(scene);
        PyThread thread = picture.asyncio()
                .threadOf(runner.attribute("io_loop").attribute("asyncio_loop").address());
        return thread == null ? null : picture.item(thread);
    }
}
