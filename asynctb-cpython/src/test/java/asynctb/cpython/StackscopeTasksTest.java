package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.model.Frame;
import asynctb.model.Stack;
import asynctb.testkit.EachPython;
import asynctb.testkit.Json;
import asynctb.testkit.Libraries;
import asynctb.testkit.Python;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is read of tasks of Trio from outside is what the library stackscope sees of them from within. */
class StackscopeTasksTest {
    @EachPython(min = "3.8", max = "3.12")
    void sameTreeOfTasks(Python python) {
        assertSame(python, "trio/situations.py");
    }

    @EachPython(min = "3.8", max = "3.12")
    void sameThroughPortals(Python python) {
        assertSame(python, "trio/portals.py");
    }

    @EachPython(min = "3.8", max = "3.12")
    void sameInFixtures(Python python) {
        assertSame(python, "trio/fixtures.py");
    }

    private static void assertSame(Python python, String program) {
        Libraries libraries = Libraries.of(python, Libraries.NEWEST);
        try (var process = libraries.start(Programs.find(program), "stackscope");
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            var tasks = new HashMap<@Nullable String, List<?>>();
            for (Stack stack : new TaskTree(target.extractTasks()).stacks) {
                tasks.put(stack.name(), asFarAsItSees(stack, StackscopeFrames.of(stack)));
            }
            var expected = (Map<?, ?>)
                    Objects.requireNonNull(Json.parse(process.greeting().getLast()));
            assertThat(tasks.keySet()).isEqualTo(expected.keySet());
            tasks.forEach((name, frames) -> assertThat(frames).as(name).isEqualTo(withoutFixture((List<?>)
                    Objects.requireNonNull(expected.get(name)))));
        }
    }

    /** It does not know that {@code with_portal_run_sync} goes on in a greenlet. */
    private static List<?> asFarAsItSees(Stack stack, List<?> frames) {
        List<String> functions = stack.frames().stream().map(Frame::function).toList();
        int end = functions.indexOf("_greenback_shim_sync");
        return end < 0 ? frames : frames.subList(0, end + 1);
    }

    /**
     * It shows the frame of pytest-trio that runs a fixture, within it no task that the fixture was given, and behind it what
     * a fixture without a generator waits for when it is set up.
     */
    private static List<?> withoutFixture(List<?> frames) {
        boolean isFixture =
                !frames.isEmpty() && ((List<?>) frames.getFirst()).getFirst().equals("run");
        boolean isWaiting = isFixture && ((List<?>) frames.getLast()).getFirst().equals("wait");
        return frames.subList(isFixture ? 1 : 0, isWaiting ? 1 : frames.size());
    }
}
