package asynctb.cpython.item;

import asynctb.cpython.library.Workers;
import asynctb.cpython.library.asyncio.AsyncioTask;
import asynctb.cpython.library.asyncio.AsyncioView;
import asynctb.cpython.thread.PyThread;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.rules.LibraryTask;
import asynctb.rules.NoValue;
import asynctb.rules.Part;
import asynctb.rules.Scene;
import asynctb.rules.TaskRule;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tasks of asyncio. */
final class AsyncioTasks implements TaskRule {
    private static final int MAX_LOOKED_AT = 1000;
    private static final int MAX_NAMED = 3;

    private final AsyncioView view;

    AsyncioTasks(AsyncioView view) {
        this.view = view;
    }

    @Override
    public Found find(Scene scene) {
        CPythonPicture picture = PictureScene.pictureOf(scene);
        var problems = new ArrayList<Problem>();
        List<AsyncioTask> live = live(picture, problems);
        Set<Long> coroutines = coroutines(scene, () -> live);
        var tasks = new ArrayList<LibraryTask>(live.size());
        for (AsyncioTask task : live) {
            tasks.add(task(picture, task, coroutines));
        }
        return new Found(tasks, problems);
    }

    private static List<AsyncioTask> live(CPythonPicture picture, List<Problem> problems) {
        return picture.asyncio().readLive(picture.threads().interpreters(), problems);
    }

    @Override
    public Optional<LibraryTask> describe(Value object, Scene scene) {
        CPythonPicture picture = PictureScene.pictureOf(scene);
        Set<Long> coroutines = coroutines(scene, () -> live(picture, new ArrayList<>()));
        return Optional.of(task(picture, picture.asyncio().readTask(object.address()), coroutines));
    }

    private static Set<Long> coroutines(Scene scene, Supplier<List<AsyncioTask>> live) {
        return scene.once(
                AsyncioTasks.class,
                () -> live.get().stream().map(AsyncioTask::coroutine).collect(Collectors.toSet()));
    }

    private LibraryTask task(CPythonPicture picture, AsyncioTask task, Set<Long> coroutines) {
        return new LibraryTask(
                ObjectValue.at(picture, task.address()),
                task.name(),
                body(picture, task, coroutines),
                task.state(),
                words(picture, task),
                task.waitsFor() == 0 ? null : ObjectValue.at(picture, task.waitsFor()),
                awaitedBy(picture, task),
                task.thread() == null ? null : picture.item(task.thread()),
                task.problems());
    }

    private List<Value> awaitedBy(CPythonPicture picture, AsyncioTask task) {
        var awaitedBy = new ArrayList<Value>(task.awaitedBy().size());
        for (long address : task.awaitedBy()) {
            awaitedBy.add(ObjectValue.at(picture, address));
        }
        awaitedBy.addAll(view.asking(ObjectValue.at(picture, task.address()), picture.scene()));
        return awaitedBy;
    }

    /** Of a task that waits for an executor also which thread works for it. */
    private static @Nullable String words(CPythonPicture picture, AsyncioTask task) {
        Value future =
                task.waitsFor() == 0 ? NoValue.INSTANCE : AsyncioRules.followed(task.waitsFor(), picture.scene());
        if (!future.exists()) {
            return task.stateText() == null ? null : task.stateText() + gathered(picture, task.waitsFor());
        }
        Part.Frames work = Workers.of(picture.scene()).framesFor(future);
        if (work != null) {
            return task.stateText() + ", at work in thread \"" + work.thread().name() + '"';
        }
        // A coroutine's future is pending all the time; a pool's only until a worker, or a worker's process, takes it.
        boolean isCoroutine = future.attribute("_done_callbacks").items().stream()
                .anyMatch(callback -> callback.captured("source").exists());
        boolean isQueued = "PENDING".equals(future.attribute("_state").text()) && !isCoroutine;
        return task.stateText() + (isQueued ? ", not begun" : "");
    }

    /** The threads at work for what a {@code gather} waits for, in words; empty if there are none, or if it is no gather. */
    private static String gathered(CPythonPicture picture, long waitsFor) {
        Value gathering = waitsFor == 0 ? NoValue.INSTANCE : ObjectValue.at(picture, waitsFor);
        // Most programs have no pools, and any number of tasks may be gathered.
        if (!Workers.of(picture.scene()).areAtWork() || !gathering.is("asyncio.tasks._GatheringFuture")) {
            return "";
        }
        List<String> names = gathering.attribute("_children").items(MAX_LOOKED_AT).stream()
                .map(child ->
                        Workers.of(picture.scene()).framesFor(AsyncioRules.followed(child.address(), picture.scene())))
                .filter(Objects::nonNull)
                .map(work -> '"' + work.thread().name() + '"')
                .toList();
        if (names.isEmpty()) {
            return "";
        }
        int more = names.size() - MAX_NAMED;
        return (names.size() == 1 ? ", at work in thread " : ", at work in threads ")
                + String.join(", ", names.subList(0, Math.min(MAX_NAMED, names.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static Part body(CPythonPicture picture, AsyncioTask task, Set<Long> coroutines) {
        Part.Frames running =
                task.state() == Stack.State.RUNNING ? runningFrames(picture, task.coroutine(), coroutines) : null;
        return running != null ? running : Part.of(ObjectValue.at(picture, task.coroutine()));
    }

    /** A running task may have started another one that runs at once, within its own call: those frames are not its own. */
    private static Part.@Nullable Frames runningFrames(CPythonPicture picture, long coroutine, Set<Long> coroutines) {
        for (PyThread thread : picture.threads().all()) {
            List<CodeFrameItem> frames = picture.item(thread).frames();
            for (int from = 0; from < frames.size(); from++) {
                if (frames.get(from).generator() != coroutine) {
                    continue;
                }
                int to = from + 1;
                while (to < frames.size() && !coroutines.contains(frames.get(to).generator())) {
                    to++;
                }
                return new Part.Frames(picture.item(thread), from, to);
            }
        }
        return null;
    }
}
