package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.model.Frame;
import asynctb.model.Stack;
import asynctb.testkit.Json;
import asynctb.testkit.Libraries;
import asynctb.testkit.Needs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks whose synchronous code awaits through the greenlets of greenback are one traceback, and these no tasks. */
class GreenbackTest {
    @ParameterizedTest
    @CsvSource({"3.6, oldest", "3.6, newest", "3.12, newest", "3.15, oldest", "3.15, newest"})
    void goesOnThroughPortals(String python, String set) {
        try (var process = Libraries.of(Needs.python(python), set).start(Programs.find("trio/portals.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            List<Stack> tasks = new TaskTree(target.extractTasks()).stacks;
            assertThat(tasks.stream().map(Stack::name).sorted().toList())
                    .isEqualTo(Json.parse(process.greeting().getFirst()));
            var found = new HashMap<String, List<String>>();
            for (Stack task : tasks) {
                assertThat(task.problems()).as("problems of %s", task.name()).isEmpty();
                found.put(String.valueOf(task.name()), shown(task));
            }
            var expected = Map.of(
                    "ensured", List.of("ensured", "synchronous", "inner"),
                    "runs", List.of("runs", "native_within", "synchronous", "inner"),
                    "run_sync", List.of("run_sync", "synchronous", "inner"),
                    "twice", List.of("twice", "again", "synchronous", "inner"),
                    "native", List.of("native", "inner"),
                    "automatic", List.of("automatic", "awaits_itself"),
                    "keeps", List.of("keeps", "inner"),
                    "nests", List.of("nests", "synchronous", "inner"));
            List<?> names = (List<?>)
                    Objects.requireNonNull(Json.parse(process.greeting().getFirst()));
            // Older versions do not support greenlets within those of a portal.
            expected.forEach((name, functions) -> assertThat(found.get(name))
                    .as(name)
                    .isEqualTo(name.equals("nests") && !names.contains(name) ? null : functions));
            for (Stack task : tasks) {
                if (expected.containsKey(task.name()) || "entering".equals(task.name())) {
                    assertThat(task.stateText()).as(task.name()).matches("sleeping, (19|20)\\d\\d\\.\\d s left");
                }
            }
            assertThat(Objects.requireNonNull(found.get("entering")).getLast()).isEqualTo("slow");
        }
    }

    @ParameterizedTest
    @CsvSource({"3.6, oldest, asyncio", "3.6, newest, trio", "3.12, newest, asyncio", "3.15, newest, trio"})
    void whileItRunsToo(String python, String set, String backEnd) {
        try (var process =
                        Libraries.of(Needs.python(python), set).start(Programs.find("greenback/running.py"), backEnd);
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            var found = new HashMap<String, Stack>();
            for (Stack task : new TaskTree(target.extractTasks()).stacks) {
                assertThat(task.problems()).as("problems of %s", task.name()).isEmpty();
                List<String> functions = shown(task);
                if (!functions.isEmpty()) {
                    assertThat(found.put(functions.getFirst(), task)).isNull();
                }
            }
            assertThat(found.keySet()).containsExactlyInAnyOrder("main", "waits", "runs");
            assertThat(shown(Objects.requireNonNull(found.get("runs")))).startsWith("runs", "synchronous", "blocks");
            assertThat(Objects.requireNonNull(found.get("runs")).state()).isEqualTo(Stack.State.RUNNING);
            assertThat(Objects.requireNonNull(found.get("waits")).stateText()).startsWith("sleeping, ");
        }
    }

    private static List<String> shown(Stack task) {
        return task.frames().stream()
                .filter(frame -> !frame.hide())
                .map(Frame::function)
                .toList();
    }
}
