package asynctb.cpython.library.anyio;

import asynctb.cpython.library.asyncio.AsyncioView;
import asynctb.model.Stack;
import asynctb.rules.FrameView;
import asynctb.rules.LibraryTask;
import asynctb.rules.Part;
import asynctb.rules.Scene;
import asynctb.rules.TaskAmendment;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What anyio knows of the back end's tasks: the group that keeps one on asyncio, and the function of anyio that one waits in.
 * Trio's nurseries are known to Trio.
 */
final class AnyioTasks implements TaskAmendment {
    private static final String STATUS = "task_status_future";

    private final AsyncioView asyncio;
    private final AnyioWaits waits;

    AnyioTasks(AsyncioView asyncio) {
        this.asyncio = asyncio;
        waits = new AnyioWaits(new AnyioManagers(asyncio));
    }

    @Override
    public Optional<LibraryTask> amend(LibraryTask task, Scene scene) {
        List<? extends FrameView> frames =
                task.body() instanceof Part.Of of ? scene.frames(of.value()) : List.<FrameView>of();
        LibraryTask known = AsyncioView.isTask(task.object()) ? onAsyncio(task, frames, scene) : task;
        return Optional.of(known.state() == Stack.State.WAITING ? waits.amend(known, frames, scene) : known);
    }

    private LibraryTask onAsyncio(LibraryTask task, List<? extends FrameView> frames, Scene scene) {
        LibraryTask known = named(task, scene).alsoAwaitedBy(parents(task.object(), frames, scene));
        List<Value> starters = starters(task.object(), frames, scene);
        return starters.isEmpty()
                ? known
                : known.awaitedFirstBy(starters.getFirst()).remarking("starting");
    }

    private static LibraryTask named(LibraryTask task, Scene scene) {
        return task.name() != null
                ? task
                : task.named(scene.once(AnyioTasks.class, () -> names(scene))
                        .get(task.object().address()));
    }

    /** By the addresses of tasks the names that anyio 3 keeps of them; up to Python 3.7 they cannot keep them themselves. */
    private static Map<Long, String> names(Scene scene) {
        Value states =
                scene.module(AnyioRules.ASYNCIO).attribute("_task_states").attribute("data");
        List<Value> references = states.keys();
        List<Value> known = states.items();
        var names = new HashMap<Long, String>();
        for (int i = 0; i < Math.min(references.size(), known.size()); i++) {
            String name = known.get(i).attribute("name").text();
            if (name != null) {
                names.put(references.get(i).referent().address(), name);
            }
        }
        return names;
    }

    /** Who waits in {@code TaskGroup.start} for a task. */
    private List<Value> starters(Value task, List<? extends FrameView> frames, Scene scene) {
        List<Value> statuses = new ArrayList<>(asyncio.callbacks(task, scene));
        statuses.replaceAll(callback -> callback.captured(STATUS));
        if (isWrapped(frames)) {
            statuses.add(frames.getFirst().local(STATUS));
        }
        return statuses.stream()
                .filter(Value::isSomething)
                .flatMap(status -> asyncio.awaiting(status, scene).stream())
                .toList();
    }

    /** anyio 3 on Python 3.6 and 3.7 has no callback. */
    private static boolean isWrapped(List<? extends FrameView> frames) {
        return !frames.isEmpty() && frames.getFirst().runs(AnyioRules.ASYNCIO, "TaskGroup._run_wrapped_task");
    }

    /** The task that the group of a task belongs to; of one that a worker thread has asked for the one that that works for. */
    private List<Value> parents(Value task, List<? extends FrameView> frames, Scene scene) {
        var parents = new ArrayList<Value>();
        for (Value callback : asyncio.callbacks(task, scene)) {
            addHost(callback.captured("self"), parents);
            Value asked = callback.captured("destination");
            Value served = asked.exists() ? AnyioThreads.servedBy(asked, scene) : null;
            if (served != null) {
                parents.addAll(asyncio.awaiting(served, scene));
            }
        }
        if (isWrapped(frames)) {
            addHost(frames.getFirst().local("self"), parents);
        }
        return parents;
    }

    private static void addHost(Value group, List<Value> parents) {
        Value host = group.attribute("cancel_scope").attribute("_host_task");
        if (host.isSomething() && group.is(AnyioRules.ASYNCIO + ".TaskGroup")) {
            parents.add(host);
        }
    }
}
