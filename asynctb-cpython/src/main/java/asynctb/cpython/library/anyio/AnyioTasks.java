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
import java.util.List;
import java.util.Optional;

/**
 * What anyio knows of the back end's tasks: the group that keeps one on asyncio, and the function of anyio that one waits in.
 * Trio's nurseries are known to Trio.
 */
final class AnyioTasks implements TaskAmendment {
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
        LibraryTask known =
                asyncio.isTask(task.object()) ? task.alsoAwaitedBy(parents(task.object(), frames, scene)) : task;
        return Optional.of(known.state() == Stack.State.WAITING ? waits.amend(known, frames, scene) : known);
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
        // anyio 3 on Python 3.6 and 3.7 has no callback.
        if (!frames.isEmpty() && frames.getFirst().runs(AnyioRules.ASYNCIO, "TaskGroup._run_wrapped_task")) {
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
