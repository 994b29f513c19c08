package asynctb.cpython.library.trio;

import asynctb.rules.FrameOutcome;
import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.NoValue;
import asynctb.rules.Part;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code from_thread.run} and {@code run_sync}: the traceback of the thread goes on in the system task, or the call of the
 * loop, that works for it. What the task works on that has started the thread stands in that task's own traceback, behind the
 * thread's frames; so the thread's end there.
 */
final class ThreadCalls {
    private ThreadCalls() {}

    static void addTo(Rules.Builder rules) {
        rules.frame(TrioRules.THREADS, "from_thread_run", ThreadCalls::judgeAsync);
        rules.frame(TrioRules.THREADS, "from_thread_run_sync", ThreadCalls::judgeSync);
        rules.hide(
                TrioRules.THREADS,
                "Run.run",
                "Run.run_system",
                "Run.unprotected_afn",
                "RunSync.run_sync",
                "RunSync.unprotected_fn",
                "from_thread_run.<locals>.callback.<locals>.await_in_trio_thread_task",
                "from_thread_run.<locals>.callback.<locals>.unprotected_afn",
                "from_thread_run_sync.<locals>.callback",
                "from_thread_run_sync.<locals>.callback.<locals>.unprotected_fn");
    }

    private static FrameOutcome judgeAsync(FrameView frame, Inner inner, Scene scene) {
        Value request = request(frame, inner.frame());
        if (!request.exists()) {
            return FrameOutcome.NONE;
        }
        Value coroutine = serving(scene).get(request.address());
        return coroutine == null
                ? FrameOutcome.hidden().pruned()
                : FrameOutcome.hidden().redirected(List.of(Part.of(coroutine)));
    }

    private static FrameOutcome judgeSync(FrameView frame, Inner inner, Scene scene) {
        FrameView next = inner.frame();
        Value request = request(frame, next);
        if (next == null || !request.exists()) {
            return FrameOutcome.NONE;
        }
        boolean isHosted = next.function().equals("_send_message_to_trio")
                && !frame.local("trio_token").isSomething();
        Part.Frames called = isHosted ? null : scene.inside(other -> serves(other, request));
        return called == null
                ? FrameOutcome.hidden().pruned()
                : FrameOutcome.hidden().redirected(List.of(called));
    }

    /** What stands for the call on both sides: a message since 0.23, before the queue for its result. */
    private static Value request(FrameView frame, @Nullable FrameView next) {
        Value own = frame.local("message_to_trio");
        if (own.exists() || next == null) {
            return own;
        }
        return switch (next.function()) {
            case "_send_message_to_trio" -> next.local("message_to_trio");
            case "_run_fn_as_system_task" -> next.local("q");
            default -> NoValue.INSTANCE;
        };
    }

    /** The coroutines of the system tasks that work for threads, by what stands for the call. */
    private static Map<Long, Value> serving(Scene scene) {
        return scene.once(ThreadCalls.class, () -> {
            var serving = new HashMap<Long, Value>();
            for (TrioRun run : TrioRun.all(scene)) {
                Value nursery = run.runner().attribute("system_nursery");
                for (Value task : nursery.attribute("_children").items()) {
                    Value coroutine = task.attribute("coro");
                    List<? extends FrameView> frames = scene.frames(coroutine);
                    if (!frames.isEmpty() && serves(frames.getFirst())) {
                        FrameView first = frames.getFirst();
                        Value request = first.local(first.function().equals("run_system") ? "self" : "q");
                        serving.put(request.address(), coroutine);
                    }
                }
            }
            return serving;
        });
    }

    private static boolean serves(FrameView frame) {
        return TrioRules.THREADS.equals(frame.module())
                && (frame.function().equals("run_system") || frame.function().equals("await_in_trio_thread_task"));
    }

    private static boolean serves(FrameView frame, Value request) {
        if (!TrioRules.THREADS.equals(frame.module())) {
            return false;
        }
        return switch (frame.function()) {
            case "unprotected_fn" -> frame.local("self").address() == request.address();
            case "callback" -> frame.local("q").address() == request.address();
            default -> false;
        };
    }
}
