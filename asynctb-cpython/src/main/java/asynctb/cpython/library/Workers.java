package asynctb.cpython.library;

import asynctb.rules.FrameView;
import asynctb.rules.Part;
import asynctb.rules.Scene;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which thread of a pool works for which future of {@code concurrent.futures}. */
public final class Workers {
    private final Map<Long, Part.Frames> byFuture = new HashMap<>();

    private Workers(Scene scene) {
        for (ThreadView thread : scene.threads()) {
            List<? extends FrameView> frames = thread.frames();
            for (int i = 0; i < frames.size(); i++) {
                if (frames.get(i).runs("concurrent.futures.thread", "_WorkItem.run")) {
                    Value future = frames.get(i).local("self").attribute("future");
                    if (future.exists()) {
                        // The call of a function in C is the pool's own frame.
                        int first = Math.min(i + 1, frames.size() - 1);
                        byFuture.put(future.address(), new Part.Frames(thread, first, frames.size()));
                    }
                }
            }
        }
    }

    /** Those of a scene; searched for once. */
    public static Workers of(Scene scene) {
        return scene.once(Workers.class, () -> new Workers(scene));
    }

    /** What the worker does for a future: its frames inside of the pool's own, or that which calls a function in C; null if no thread works for it now. */
    public Part.@Nullable Frames framesFor(Value future) {
        return byFuture.get(future.address());
    }
}
