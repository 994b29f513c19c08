package asynctb.cpython.library.pytest;

import asynctb.rules.FrameView;
import asynctb.rules.LibraryTask;
import asynctb.rules.Part;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.ThreadView;
import java.util.List;
import java.util.Optional;

/** pytest-asyncio: which of the tasks is the test. */
public final class PytestAsyncio {
    private static final String PLUGIN = "pytest_asyncio.plugin";
    // The second is that of versions before 1.0.
    private static final List<String> CALLS =
            List.of("_synchronize_coroutine.<locals>.inner", "wrap_in_sync.<locals>.inner");

    private PytestAsyncio() {}

    /** The set of rules. */
    public static Rules rules() {
        return Rules.of("pytest_asyncio")
                .hide(PLUGIN, CALLS.toArray(String[]::new))
                .hide(PLUGIN, "PytestAsyncioFunction.runtest", "Coroutine.runtest")
                .amend(PytestAsyncio::amend)
                .build();
    }

    private static Optional<LibraryTask> amend(LibraryTask task, Scene scene) {
        return Optional.of(isTest(task) ? PytestRules.saying(task) : task);
    }

    private static boolean isTest(LibraryTask task) {
        ThreadView thread = task.thread();
        long body = task.body() instanceof Part.Of of ? of.value().address() : 0;
        for (FrameView frame : thread == null ? List.<FrameView>of() : thread.frames()) {
            boolean isCall =
                    frame.function().equals("inner") && CALLS.stream().anyMatch(call -> frame.runs(PLUGIN, call));
            if (isCall) {
                return frame.local("task").address() == task.object().address()
                        || body != 0 && frame.local("coro").address() == body;
            }
        }
        return false;
    }
}
