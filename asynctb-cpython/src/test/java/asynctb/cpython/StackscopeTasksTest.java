package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Frame;
import asynctb.model.Stack;
import asynctb.testkit.EachPython;
import asynctb.testkit.Json;
import asynctb.testkit.Libraries;
import asynctb.testkit.Python;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is read of tasks of Trio from outside is what the library stackscope sees of them from within. */
class StackscopeTasksTest {
    /** It hides these, and so do we; what else we hide it shows. */
    private static final Set<String> HIDDEN_BY_BOTH = Set.of(
            "wait_task_rescheduled",
            "to_thread_run_sync",
            "from_thread_run",
            "run",
            "run_system",
            "unprotected_afn",
            "acapture",
            "send",
            "_greenback_shim",
            "trampoline",
            "await_",
            "_bootstrap_fixtures_and_run_test");

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
                tasks.put(stack.name(), asFarAsItSees(stack, frames(stack)));
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

    private static List<?> frames(Stack stack) {
        return stack.frames().stream()
                .filter(frame -> !(frame.hide() && HIDDEN_BY_BOTH.contains(frame.function())))
                .map(StackscopeTasksTest::frame)
                .toList();
    }

    private static List<?> frame(Frame frame) {
        return List.of(
                frame.function(),
                (long) frame.line(),
                // It knows nothing of those that are being entered.
                frame.contexts().stream()
                        .filter(context -> !context.isEntering())
                        .map(context -> context(context, context.startLine()))
                        .toList());
    }

    private static Map<String, @Nullable Object> context(Context context, int line) {
        var tasks = new ArrayList<String>();
        var managers = new ArrayList<Map<String, @Nullable Object>>();
        for (Child child : context.children()) {
            switch (child) {
                case Stack task -> tasks.add(String.valueOf(task.name()));
                // It gives them the line of their stack.
                case Context kept -> managers.add(context(kept, line));
                default -> throw new AssertionError("a task is shown twice: " + child);
            }
        }
        tasks.sort(null);
        String type = Objects.requireNonNull(context.obj()).type();
        var all = new HashMap<String, @Nullable Object>();
        all.put("line", (long) line);
        all.put("type", type.substring(type.lastIndexOf('.') + 1));
        all.put("leaving", context.isExiting());
        all.put("inner", context.innerStack() == null ? List.of() : frames(context.innerStack()));
        all.put("tasks", tasks);
        all.put("managers", managers);
        return all;
    }
}
