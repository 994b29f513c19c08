package asynctb.cpython.library.asgiref;

import asynctb.cpython.library.ThreadRules;
import asynctb.cpython.library.Workers;
import asynctb.cpython.library.asyncio.AsyncioView;
import asynctb.rules.FrameOutcome;
import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.LibraryTask;
import asynctb.rules.NoValue;
import asynctb.rules.Part;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * asgiref: a thread that has called {@code async_to_sync} goes on in the coroutine, whose task stands below the one that the thread
 * works for. {@code sync_to_async} awaits what a pool works at, or a thread that works while it waits; both are known without it.
 */
public final class AsgirefRules {
    private static final String SYNC = "asgiref.sync";
    private static final String EXECUTOR = "asgiref.current_thread_executor";
    private static final String CALL = "AsyncToSync.__call__";

    private final AsyncioView asyncio;

    private AsgirefRules(AsyncioView asyncio) {
        this.asyncio = asyncio;
    }

    /**
     * The rules.
     *
     * @param asyncio what it is to look into asyncio by
     */
    public static Rules asgiref(AsyncioView asyncio) {
        var asgiref = new AsgirefRules(asyncio);
        return Rules.of("asgiref")
                .amend(asgiref::amend)
                .frame(SYNC, CALL, AsgirefRules::asking)
                .hide(
                        SYNC,
                        CALL + ".<locals>.new_loop_wrap",
                        "AsyncToSync._run_event_loop",
                        "AsyncToSync.main_wrap",
                        "SyncToAsync.__call__",
                        "SyncToAsync.__call__.<locals>.func",
                        "SyncToAsync.__call__.<locals>.func.<locals>.run_child",
                        "SyncToAsync.thread_handler")
                .frame(EXECUTOR, "CurrentThreadExecutor.run_until_future", AsgirefRules::working)
                .frame(EXECUTOR, "_WorkItem.run", ThreadRules::calling)
                .build();
    }

    /** One that works for what the coroutine waits for is not said to wait for that. */
    private static FrameOutcome asking(FrameView frame, Inner inner, Scene scene) {
        Value coroutine = frame.local("awaitable");
        FrameView next = inner.frame();
        boolean isWaiting = next != null
                && (next.runs(EXECUTOR, "CurrentThreadExecutor.run_until_future")
                        || next.runs("concurrent.futures._base", "Future.result"));
        if (!isWaiting || !coroutine.exists()) {
            return FrameOutcome.NONE;
        }
        Call call = Calls.of(scene).byCoroutine.get(coroutine.address());
        return call == null || call.isAtWork
                ? FrameOutcome.hidden()
                : FrameOutcome.hidden().redirected(List.of(Part.of(coroutine)));
    }

    private static FrameOutcome working(FrameView frame, Inner inner, Scene scene) {
        boolean isAtWork = inner.frame() != null && inner.frame().runs(EXECUTOR, "_WorkItem.run");
        return isAtWork ? FrameOutcome.hidden() : FrameOutcome.NONE;
    }

    private Optional<LibraryTask> amend(LibraryTask task, Scene scene) {
        Map<Long, Call> calls = Calls.of(scene).byCoroutine;
        if (calls.isEmpty() || !AsyncioView.isTask(task.object())) {
            return Optional.of(task);
        }
        Value coroutine = asyncio.coroutine(task.object(), scene);
        Call call = calls.get(coroutine.address());
        if (call == null) {
            // It may be in a loop of its own.
            List<? extends FrameView> frames = scene.frames(coroutine);
            call = frames.isEmpty()
                    ? null
                    : calls.get(frames.getFirst().local("awaitable").address());
        }
        return Optional.of(call == null ? task : task.alsoAwaitedBy(asyncio.awaitingFollower(call.served, scene)));
    }

    /**
     * A call that waits for a coroutine.
     *
     * @param served the future that its thread works for
     * @param isAtWork whether the thread works for another one meanwhile
     */
    private record Call(Value served, boolean isAtWork) {}

    /** Those of all threads. */
    private static final class Calls {
        final Map<Long, Call> byCoroutine = new HashMap<>();

        private Calls(Scene scene) {
            scene.threads().forEach(this::add);
        }

        private void add(ThreadView thread) {
            Value served = NoValue.INSTANCE;
            Value asked = NoValue.INSTANCE;
            for (FrameView frame : thread.frames()) {
                Value future = Workers.workedFor(frame);
                if (future.exists()) {
                    byCoroutine.computeIfPresent(asked.address(), (key, call) -> new Call(call.served, true));
                    served = future;
                } else if (frame.runs(SYNC, CALL)) {
                    asked = frame.local("awaitable");
                    byCoroutine.put(asked.address(), new Call(served, false));
                }
            }
            byCoroutine.remove(0L);
        }

        static Calls of(Scene scene) {
            return scene.once(Calls.class, () -> new Calls(scene));
        }
    }
}
