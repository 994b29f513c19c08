package asynctb.cpython.library.trioasyncio;

import asynctb.cpython.library.asyncio.AsyncioView;
import asynctb.cpython.library.trio.TrioRun;
import asynctb.model.Stack;
import asynctb.rules.FrameView;
import asynctb.rules.LibraryTask;
import asynctb.rules.Part;
import asynctb.rules.Scene;
import asynctb.rules.TaskAmendment;
import asynctb.rules.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The waits between tasks of Trio and of asyncio. One of asyncio that nobody waits for is below the task of Trio that has its
 * loop open, which cancels it and waits for it at the end.
 */
final class BridgedTasks implements TaskAmendment {
    private final AsyncioView asyncio;

    BridgedTasks(AsyncioView asyncio) {
        this.asyncio = asyncio;
    }

    @Override
    public Optional<LibraryTask> amend(LibraryTask task, Scene scene) {
        if (AsyncioView.isTask(task.object())) {
            return Optional.of(ofAsyncio(task, scene));
        }
        return Optional.of(isOfTrio(task.object()) ? ofTrio(task, scene) : task);
    }

    private static boolean isOfTrio(Value object) {
        return object.is("trio.lowlevel.Task") || object.is("trio._core._run.Task");
    }

    private LibraryTask ofAsyncio(LibraryTask task, Scene scene) {
        Value host = asyncio.loop(task.object(), scene).attribute("_task");
        if (!isOfTrio(host)) {
            return task;
        }
        LibraryTask hosted =
                task.in(TrioRun.of(host.attribute("_runner"), scene).thread());
        for (Value callback : asyncio.callbacks(task.object(), scene)) {
            Value waiting = callback.captured("task");
            if (isOfTrio(waiting)) {
                hosted = hosted.alsoAwaitedBy(List.of(waiting));
            }
        }
        if (hosted.awaitedBy().isEmpty()) {
            hosted = hosted.alsoAwaitedBy(List.of(host));
        }
        Value future = hosted.waitsFor();
        Value serving = future == null ? null : serving(scene).get(future.address());
        return serving == null
                ? hosted
                : hosted.saying("waiting for task \""
                                + serving.attribute("name").text() + '"')
                        .waitingFor(serving);
    }

    private LibraryTask ofTrio(LibraryTask task, Scene scene) {
        List<? extends FrameView> frames =
                task.body() instanceof Part.Of of ? scene.frames(of.value()) : List.<FrameView>of();
        LibraryTask known = task;
        Value future = asked(frames);
        if (future != null) {
            for (Value waiting : asyncio.awaiting(future, scene)) {
                known = known.awaitedFirstBy(waiting);
            }
        }
        Value awaited = awaited(frames);
        if (awaited != null && task.state() == Stack.State.WAITING) {
            known = known.saying(words(awaited, scene)).waitingFor(awaited);
        }
        return known;
    }

    private String words(Value future, Scene scene) {
        if (!AsyncioView.isTask(future)) {
            return "waiting for a future of asyncio";
        }
        String name = asyncio.name(future, scene);
        return name == null ? "waiting for a task of asyncio" : "waiting for task \"" + name + '"';
    }

    /** The tasks of Trio that work for futures of asyncio, by these. */
    private static Map<Long, Value> serving(Scene scene) {
        return scene.once(BridgedTasks.class, () -> {
            var serving = new HashMap<Long, Value>();
            for (TrioRun run : TrioRun.all(scene)) {
                for (Value task : run.runner().attribute("tasks").items()) {
                    Value future = asked(scene.frames(task.attribute("coro")));
                    if (future != null) {
                        serving.put(future.address(), task);
                    }
                }
            }
            return serving;
        });
    }

    /** The future of asyncio that a task of Trio works for; null if there is none. */
    private static @Nullable Value asked(List<? extends FrameView> frames) {
        if (frames.isEmpty() || !frames.getFirst().runs(TrioAsyncioRules.HANDLES, "AsyncHandle._run")) {
            return null;
        }
        Value future = frames.getFirst().local("self").attribute("_fut");
        return future.isSomething() ? future : null;
    }

    /** The future of asyncio that a task of Trio waits for; null if there is none. */
    private static @Nullable Value awaited(List<? extends FrameView> frames) {
        for (FrameView frame : frames.reversed()) {
            if (frame.function().equals("run_aio_future") && frame.runs(TrioAsyncioRules.UTIL, "run_aio_future")) {
                Value future = frame.local("future");
                return future.isSomething() ? future : null;
            }
            if (!String.valueOf(frame.module()).startsWith("trio.")) {
                return null;
            }
        }
        return null;
    }
}
