package asynctb.cpython.library.anyio;

import asynctb.cpython.library.CancelScopes;
import asynctb.cpython.library.ThreadRules;
import asynctb.cpython.library.asyncio.AsyncioView;
import asynctb.cpython.library.trio.TrioManagers;
import asynctb.rules.FrameOutcome;
import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.NoValue;
import asynctb.rules.Part;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import asynctb.rules.WaitLimit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code to_thread}, {@code from_thread} and blocking portals: the traceback of who waits goes on in what works for it. On
 * Trio that is mostly Trio's own doing.
 */
final class AnyioThreads {
    // The name of the second is that of anyio 3.0.
    private static final List<String> RUNS = List.of("WorkerThread.run", "_thread_pool_worker");
    private static final String CALL = "BlockingPortal._call_func";
    private static final int MAX_PARENTS = 100;

    private final AsyncioView asyncio;

    AnyioThreads(AsyncioView asyncio) {
        this.asyncio = asyncio;
    }

    void addTo(Rules.Builder rules) {
        rules.hide("anyio.to_thread", "run_sync");
        for (String backEnd : List.of("", "AsyncIOBackend.")) {
            rules.frame(AnyioRules.ASYNCIO, backEnd + "run_sync_in_worker_thread", AnyioThreads::judgeWaiting);
            rules.frame(AnyioRules.ASYNCIO, backEnd + "run_async_from_thread", this::judgeAsync);
            rules.frame(AnyioRules.ASYNCIO, backEnd + "run_sync_from_thread", AnyioThreads::judgeSync);
            rules.frame(
                    AnyioRules.ASYNCIO,
                    backEnd + "run_async_from_thread.<locals>.task_wrapper",
                    AnyioThreads::judgeAsked);
            rules.hide(AnyioRules.ASYNCIO, backEnd + "run_sync_from_thread.<locals>.wrapper");
        }
        for (String backEnd : List.of("", "TrioBackend.")) {
            rules.hide(
                    AnyioRules.TRIO,
                    backEnd + "run_sync_in_worker_thread",
                    backEnd + "run_sync_in_worker_thread.<locals>.wrapper",
                    backEnd + "run_async_from_thread",
                    backEnd + "run_async_from_thread.<locals>.wrapper",
                    backEnd + "run_sync_from_thread");
        }
        RUNS.forEach(run -> rules.frame(AnyioRules.ASYNCIO, run, AnyioThreads::judgeWorker));
        rules.hide(AnyioRules.PORTALS, "run", "run_sync");
        rules.hide(
                AnyioRules.PORTALS,
                "BlockingPortal.call",
                CALL,
                "BlockingPortal.sleep_until_stopped",
                "start_blocking_portal.<locals>.run_portal",
                "start_blocking_portal.<locals>.run_blocking_portal");
        rules.frame("concurrent.futures._base", "Future.result", this::judgePortal);
    }

    /** Where it calls a function in C nothing else tells that the thread is at work. */
    private static FrameOutcome judgeWorker(FrameView frame, Inner inner, Scene scene) {
        return inner.frame() == null ? FrameOutcome.NONE : FrameOutcome.hidden();
    }

    private static FrameOutcome judgeWaiting(FrameView frame, Inner inner, Scene scene) {
        Part work = worker(frame.local("future"), scene);
        return work == null ? FrameOutcome.hidden() : FrameOutcome.hidden().redirected(List.of(work));
    }

    private FrameOutcome judgeAsync(FrameView frame, Inner inner, Scene scene) {
        for (Value callback : frame.local("f").attribute("_done_callbacks").items()) {
            Value task = callback.captured("source");
            if (AsyncioView.isTask(task)) {
                return FrameOutcome.hidden().redirected(List.of(Part.of(asyncio.coroutine(task, scene))));
            }
        }
        return FrameOutcome.hidden();
    }

    /** What a worker thread has asked for is cancelled with the call that it works for, though that waits on. */
    private static FrameOutcome judgeAsked(FrameView frame, Inner inner, Scene scene) {
        WaitLimit limit = WaitLimit.NONE;
        Value scope = frame.local("scope");
        for (int i = 0; i < MAX_PARENTS && limit == WaitLimit.NONE && scope.isSomething(); i++) {
            limit = CancelScopes.limit(scope);
            scope = scope.attribute("_parent_scope");
        }
        return FrameOutcome.hidden().limiting(limit);
    }

    private static FrameOutcome judgeSync(FrameView frame, Inner inner, Scene scene) {
        long result = frame.local("f").address();
        Part.Frames called = result == 0
                ? null
                : scene.inside(other -> AnyioRules.ASYNCIO.equals(other.module())
                        && other.function().equals("wrapper")
                        && other.local("f").address() == result);
        return called == null ? FrameOutcome.hidden() : FrameOutcome.hidden().redirected(List.of(called));
    }

    /** Who waits for what it has asked a portal for goes on in the task that the portal has made of it. */
    private FrameOutcome judgePortal(FrameView frame, Inner inner, Scene scene) {
        if (inner.frame() == null) {
            return FrameOutcome.NONE;
        }
        Value future = frame.local("self");
        for (Value callback : future.attribute("_done_callbacks").items()) {
            Value coroutine = portalTask(callback.captured("scope"), future, scene);
            if (coroutine.exists()) {
                return FrameOutcome.hidden()
                        .redirected(List.of(Part.of(coroutine)))
                        .limiting(ThreadRules.limit(frame));
            }
        }
        return FrameOutcome.NONE;
    }

    /** The coroutine of the task that has entered a portal's cancel scope for a call; does not exist if it is not found. */
    private Value portalTask(Value scope, Value future, Scene scene) {
        Value host = scope.attribute("_host_task");
        if (host.exists()) {
            return asyncio.coroutine(host, scene);
        }
        // Trio knows the tasks in a scope, and in those within it: children of the one that is looked for, or that one
        // itself.
        Value task = TrioManagers.taskIn(scope.attribute("_CancelScope__original"));
        for (int i = 0; i < MAX_PARENTS && task.isSomething(); i++) {
            Value coroutine = task.attribute("coro");
            boolean serves = scene.frames(coroutine).stream()
                    .anyMatch(frame -> frame.local("future").address() == future.address()
                            && frame.runs(AnyioRules.PORTALS, CALL));
            if (serves) {
                return coroutine;
            }
            task = task.attribute("_parent_nursery").attribute("_parent_task");
        }
        return NoValue.INSTANCE;
    }

    /** The frames of the worker that works for a future of a call of {@code to_thread.run_sync}; null if none does. */
    static Part.@Nullable Frames worker(Value future, Scene scene) {
        return Workers.of(scene).byFuture.get(future.address());
    }

    /** The future that the thread works for that waits for one of {@code concurrent.futures}; null if there is no such thread. */
    static @Nullable Value servedBy(Value asked, Scene scene) {
        return Workers.of(scene).byQuestion.get(asked.address());
    }

    /** The worker threads of anyio on asyncio: what they work for, and what they wait for themselves. */
    private static final class Workers {
        final Map<Long, Part.Frames> byFuture = new HashMap<>();
        final Map<Long, Value> byQuestion = new HashMap<>();

        private Workers(Scene scene) {
            scene.threads().forEach(this::add);
        }

        private void add(ThreadView thread) {
            List<? extends FrameView> frames = thread.frames();
            Value future = null;
            for (int i = 0; i < frames.size(); i++) {
                FrameView frame = frames.get(i);
                if (future == null && RUNS.stream().anyMatch(run -> frame.runs(AnyioRules.ASYNCIO, run))) {
                    future = frame.local("future");
                    // The call of a function in C is the worker's own frame.
                    int first = Math.min(i + 1, frames.size() - 1);
                    byFuture.put(future.address(), new Part.Frames(thread, first, frames.size()));
                } else if (future != null && frame.runs("concurrent.futures._base", "Future.result")) {
                    byQuestion.put(frame.local("self").address(), future);
                }
            }
            byFuture.remove(0L);
        }

        static Workers of(Scene scene) {
            return scene.once(Workers.class, () -> new Workers(scene));
        }
    }
}
