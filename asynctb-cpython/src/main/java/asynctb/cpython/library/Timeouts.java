package asynctb.cpython.library;

import asynctb.rules.FrameView;
import asynctb.rules.NoValue;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import java.util.List;

/** {@code fail_after} and {@code fail_at} of anyio and Trio: generators that do no more than open a cancel scope. */
public final class Timeouts {
    private static final List<String> FUNCTIONS = List.of("fail_after", "fail_at");
    private static final List<String> MODULES = List.of("anyio._core._tasks", "trio._timeouts");
    private static final List<String> VARIABLES = List.of("scope", "cancel_scope");

    private Timeouts() {}

    /**
     * The scope that readers want to see in place of a manager.
     *
     * @param generator what the manager is made of
     * @return does not exist if the manager is another one, or its block was not entered yet
     */
    public static Value scope(Value generator, Scene scene) {
        List<? extends FrameView> frames = scene.frames(generator);
        if (frames.isEmpty() || !isTimeout(frames.getFirst())) {
            return NoValue.INSTANCE;
        }
        return VARIABLES.stream()
                .map(frames.getFirst()::local)
                .filter(Value::isSomething)
                .findFirst()
                .orElse(NoValue.INSTANCE);
    }

    private static boolean isTimeout(FrameView frame) {
        return FUNCTIONS.contains(frame.function())
                && MODULES.stream().anyMatch(module -> frame.runs(module, frame.function()));
    }
}
