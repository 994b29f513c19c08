package asynctb.cpython.library;

import asynctb.rules.FrameView;
import asynctb.rules.NoValue;
import asynctb.rules.Part;
import asynctb.rules.Scene;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which thread of a pool works for which future of {@code concurrent.futures}, and for which of them it waits itself meanwhile. */
public final class Workers {
    /** The modules whose class {@code _WorkItem} keeps a future; the libraries have made theirs after that of the standard library. */
    private static final List<String> WORK_ITEMS = List.of(
            "concurrent.futures.thread", "asgiref.current_thread_executor", "distributed._concurrent_futures_thread");

    private final Map<Long, Part.Frames> byFuture = new HashMap<>();
    private final Map<Long, Value> byQuestion = new HashMap<>();

    private Workers(Scene scene) {
        scene.threads().forEach(this::add);
    }

    private void add(ThreadView thread) {
        List<? extends FrameView> frames = thread.frames();
        Value served = NoValue.INSTANCE;
        for (int i = 0; i < frames.size(); i++) {
            FrameView frame = frames.get(i);
            Value future = workedFor(frame);
            if (future.exists()) {
                served = future;
                // The call of a function in C is the pool's own frame.
                int first = Math.min(i + 1, frames.size() - 1);
                byFuture.put(future.address(), new Part.Frames(thread, first, frames.size()));
            } else if (served.exists()
                    && (frame.runs("concurrent.futures._base", "Future.result")
                            || frame.runs("concurrent.futures._base", "Future.exception"))) {
                byQuestion.put(frame.local("self").address(), served);
            }
        }
        byQuestion.remove(0L);
    }

    /** The future that a frame of a pool, or of a thread that works while it waits, works for; does not exist for all other frames. */
    public static Value workedFor(FrameView frame) {
        boolean isAtWork = frame.function().equals("run")
                && WORK_ITEMS.stream().anyMatch(module -> frame.runs(module, "_WorkItem.run"));
        return isAtWork ? frame.local("self").attribute("future") : NoValue.INSTANCE;
    }

    /** Those of a scene; searched for once. */
    public static Workers of(Scene scene) {
        return scene.once(Workers.class, () -> new Workers(scene));
    }

    /** What the worker does for a future: its frames inside of the pool's own, or that which calls a function in C; null if no thread works for it now. */
    public Part.@Nullable Frames framesFor(Value future) {
        return byFuture.get(future.address());
    }

    /** The future that a thread works for that waits for another one's result; does not exist if there is no such thread. */
    public Value servedBy(Value asked) {
        return byQuestion.getOrDefault(asked.address(), NoValue.INSTANCE);
    }

    /** Whether any thread works for a future. */
    public boolean areAtWork() {
        return !byFuture.isEmpty();
    }

    /** Whether any of the threads that work for a future waits for another one. */
    public boolean haveQuestions() {
        return !byQuestion.isEmpty();
    }
}
