package asynctb.cpython.library.anyio;

import asynctb.rules.FrameView;
import asynctb.rules.LibraryTask;
import asynctb.rules.Part;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what suspended tasks wait for, by the functions of anyio that they are in: of those that follow one another, up to the
 * program's own code, the outermost that says something. Where none does, the back end has said it.
 */
final class AnyioWaits {
    private static final Set<String> BELOW = Set.of("anyio", "asyncio", "trio");

    private final AnyioManagers managers;

    AnyioWaits(AnyioManagers managers) {
        this.managers = managers;
    }

    /**
     * What a task waits for, and in which words.
     *
     * @param object null if that is what the back end says
     */
    private record Wait(String words, @Nullable Value object) {}

    /**
     * A waiting task with what anyio has to say of it.
     *
     * @param frames those of its coroutine, outermost first
     */
    LibraryTask amend(LibraryTask task, List<? extends FrameView> frames, Scene scene) {
        Wait found = null;
        for (FrameView frame : frames.reversed()) {
            String module = frame.module();
            int end = module == null ? -1 : module.indexOf('.');
            if (module == null || !BELOW.contains(end < 0 ? module : module.substring(0, end))) {
                break;
            }
            Wait known = module.startsWith("anyio.") ? known(frame, scene) : null;
            found = known == null ? found : known;
        }
        if (found == null) {
            return task;
        }
        LibraryTask said = task.saying(found.words);
        return found.object == null ? said : said.waitingFor(found.object);
    }

    private @Nullable Wait known(FrameView frame, Scene scene) {
        String function = frame.function();
        Value self = frame.local("self");
        return switch (function) {
            case "sleep_forever" -> new Wait("sleeping forever", null);
            case "sleep_until_stopped" -> new Wait("waiting until the portal is stopped", self);
            case "run_sync_in_worker_thread" -> thread(frame, scene);
            case "__aexit__" -> groupEnd(self);
            default -> method(function, self, scene);
        };
    }

    /** On Trio that says more, itself. */
    private static @Nullable Wait thread(FrameView frame, Scene scene) {
        if (!AnyioRules.ASYNCIO.equals(frame.module())) {
            return null;
        }
        Part.Frames work = AnyioThreads.worker(frame.local("future"), scene);
        return work == null
                ? new Wait("waiting in to_thread.run_sync, whose thread was not found", null)
                : new Wait(
                        "waiting for thread \"" + work.thread().name() + '"',
                        work.thread().object());
    }

    private static @Nullable Wait groupEnd(Value self) {
        return self.is(AnyioRules.ASYNCIO + ".TaskGroup")
                ? new Wait(
                        "waiting at the end of a TaskGroup, "
                                + AnyioManagers.tasks(self).size() + " left",
                        self)
                : null;
    }

    /** {@code waiting in Lock.acquire}; null of what is no public method or begins a task, and of what Trio says itself. */
    private @Nullable Wait method(String function, Value self, Scene scene) {
        String type = self.info().type();
        boolean isNursery = type.equals(AnyioRules.TRIO + ".TaskGroup");
        if (function.startsWith("_") || isNursery || !type.startsWith("anyio.")) {
            return null;
        }
        String words = managers.words(self, scene);
        return new Wait(
                "waiting in " + type.substring(type.lastIndexOf('.') + 1) + '.' + function
                        + (words == null ? "" : ", " + words),
                self);
    }
}
