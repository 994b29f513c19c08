package asynctb.cpython.library.pytest;

import asynctb.model.Stack;
import asynctb.rules.FrameOutcome;
import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.LibraryTask;
import asynctb.rules.Part;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import java.util.List;
import java.util.Optional;

/**
 * pytest-trio, which runs a test and each of its fixtures in a task of its own. A fixture that is set up goes on in its
 * generator, which is suspended within all that it has opened.
 */
public final class PytestTrio {
    private static final String PLUGIN = "pytest_trio.plugin";
    private static final String RUN = "TrioFixture.run";

    private PytestTrio() {}

    /** The set of rules. */
    public static Rules rules() {
        return Rules.of("pytest_trio")
                .frame(PLUGIN, RUN, PytestTrio::judge)
                .hide(
                        PLUGIN,
                        "_trio_test.<locals>.decorator.<locals>.wrapper",
                        "_trio_test_runner_factory.<locals>._bootstrap_fixtures_and_run_test",
                        "TrioFixture._fixture_manager")
                .amend(PytestTrio::amend)
                .build();
    }

    private static FrameOutcome judge(FrameView frame, Inner inner, Scene scene) {
        FrameView next = inner.frame();
        if (next == null || !next.runs("trio._sync", "Event.wait")) {
            return FrameOutcome.hidden();
        }
        Value generator = frame.local("func_value");
        return scene.state(generator) == Stack.State.SUSPENDED
                ? FrameOutcome.hidden().redirected(List.of(Part.of(generator)))
                : FrameOutcome.hidden().pruned();
    }

    private static Optional<LibraryTask> amend(LibraryTask task, Scene scene) {
        List<? extends FrameView> frames =
                task.body() instanceof Part.Of of ? scene.frames(of.value()) : List.<FrameView>of();
        if (frames.isEmpty() || !frames.getFirst().runs(PLUGIN, RUN)) {
            return Optional.of(task);
        }
        FrameView run = frames.getFirst();
        if (run.local("self").attribute("_is_test").isTrue()) {
            return Optional.of(PytestRules.saying(task));
        }
        boolean isWaiting = frames.size() > 1 && frames.get(1).runs("trio._sync", "Event.wait");
        return Optional.of(isWaiting ? waiting(task, run, frames.get(1).local("self")) : task);
    }

    /** For another fixture, or until nobody uses it any more. */
    private static LibraryTask waiting(LibraryTask task, FrameView run, Value event) {
        Value other = run.local("value");
        boolean isSettingUp = other.attribute("setup_done").address() == event.address();
        String name = isSettingUp ? other.attribute("name").text() : null;
        return name != null
                ? task.saying("waiting for " + name).waitingFor(other)
                : task.saying("set up, waiting until it is not used any more");
    }
}
