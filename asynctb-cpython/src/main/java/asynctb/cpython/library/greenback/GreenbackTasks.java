package asynctb.cpython.library.greenback;

import asynctb.cpython.library.asyncio.AsyncioView;
import asynctb.cpython.library.trio.Waits;
import asynctb.model.Stack;
import asynctb.rules.FrameView;
import asynctb.rules.LibraryTask;
import asynctb.rules.Part;
import asynctb.rules.Scene;
import asynctb.rules.TaskAmendment;
import asynctb.rules.Value;
import java.util.List;
import java.util.Optional;

/** What a task with a portal waits for is what is awaited behind the portal; the greenlets there are no tasks of their own. */
final class GreenbackTasks implements TaskAmendment {
    private final AsyncioView asyncio;

    GreenbackTasks(AsyncioView asyncio) {
        this.asyncio = asyncio;
    }

    @Override
    public Optional<LibraryTask> amend(LibraryTask task, Scene scene) {
        List<? extends FrameView> frames =
                task.body() instanceof Part.Of of ? scene.frames(of.value()) : List.<FrameView>of();
        if (frames.isEmpty()) {
            return Optional.of(task);
        }
        if (task.object().is("greenlet.greenlet")) {
            boolean isOfPortal = Portals.isTrampoline(frames.getFirst())
                    || Portals.isAwait(frames.getLast())
                    || Portals.running(scene).contains(task.object().address());
            return isOfPortal ? Optional.empty() : Optional.of(task);
        }
        return Optional.of(
                task.state() == Stack.State.WAITING && Portals.isShim(frames.getLast())
                        ? behindPortal(task, frames.getLast(), scene)
                        : task);
    }

    private LibraryTask behindPortal(LibraryTask task, FrameView shim, Scene scene) {
        Value awaited = Portals.innermost(shim, scene);
        if (awaited == null) {
            return task;
        }
        String words = AsyncioView.isTask(task.object())
                ? asyncio.doing(task.object(), awaited, scene)
                : Waits.words(task.object(), scene.frames(awaited), scene);
        return words == null ? task : task.saying(words);
    }
}
