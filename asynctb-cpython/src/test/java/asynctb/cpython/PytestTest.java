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

/** A test of pytest-trio, its fixtures, and the tasks that these have started. */
class PytestTest {
    @ParameterizedTest
    @CsvSource({"3.6, oldest", "3.6, newest", "3.15, oldest", "3.15, newest"})
    void fixturesGoOnWhereTheyAreSuspended(String python, String set) {
        try (var process = Libraries.of(Needs.python(python), set).start(Programs.find("trio/fixtures.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            var tree = new TaskTree(target.extractTasks());
            assertThat(tree.stacks.stream().map(Stack::name).sorted().toList())
                    .isEqualTo(Json.parse(process.greeting().getLast()));
            var tasks = new HashMap<String, Stack>();
            for (Stack task : tree.stacks) {
                assertThat(task.problems()).as("problems of %s", task.name()).isEmpty();
                tasks.put(String.valueOf(task.name()), task);
            }
            String setUp = "set up, waiting until it is not used any more";
            var expected = Map.of(
                    "<fixture 'service'>", List.of(),
                    "<fixture 'nursery'>", List.of(),
                    "<fixture 'generator'>", List.of("generator"),
                    "<fixture 'synchronous'>", List.of("synchronous"));
            expected.forEach((name, functions) -> {
                assertThat(functions(named(tasks, name))).as(name).isEqualTo(functions);
                assertThat(named(tasks, name).stateText()).as(name).isEqualTo(setUp);
            });
            Stack test = named(tasks, "<test 'test_all'>");
            assertThat(functions(test)).containsExactly("test_all");
            assertThat(test.stateText()).matches("sleeping, 1\\d+\\.\\d s left; test .*fixtures\\.py::test_all\\[big]");
            // What a fixture has opened, and what it was given.
            assertThat(children(tree, named(tasks, "<fixture 'generator'>"))).containsExactly("opened");
            assertThat(children(tree, named(tasks, "<fixture 'service'>"))).containsExactly("fixtures.waits");
        }
    }

    @ParameterizedTest
    @CsvSource({"3.6, oldest", "3.6, newest", "3.8, newest", "3.15, oldest", "3.15, newest"})
    void theTaskThatRunsTheTestSaysSo(String python, String set) {
        try (var process = Libraries.of(Needs.python(python), set).start(Programs.find("pytest/on_asyncio.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            var states = new HashMap<String, String>();
            for (Stack task : new TaskTree(target.extractTasks()).stacks) {
                states.put(functions(task).getFirst(), String.valueOf(task.stateText()));
            }
            assertThat(states.keySet()).containsExactlyInAnyOrder("test_all", "beside");
            assertThat(states.get("test_all"))
                    .isEqualTo("waiting in wait, 1 of 1 left; test on_asyncio.py::test_all[big]");
            assertThat(states.get("beside")).matches("sleeping, \\d+\\.\\d s left");
            assertThat(functions(target.extractThreads().stacks().getFirst())).containsExactly("<module>");
        }
    }

    private static Stack named(Map<String, Stack> tasks, String name) {
        return Objects.requireNonNull(tasks.get(name), name);
    }

    private static List<String> functions(Stack task) {
        return task.frames().stream()
                .filter(frame -> !frame.hide())
                .map(Frame::function)
                .toList();
    }

    private static List<String> children(TaskTree tree, Stack task) {
        return tree.stacks.stream()
                .filter(other -> other.awaitedBy().contains(task.id()))
                .map(other -> String.valueOf(other.name()))
                .toList();
    }
}
