package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.cpython.TaskReport.Edge;
import asynctb.model.Extraction;
import asynctb.model.Frame;
import asynctb.model.Stack;
import asynctb.testkit.Json;
import asynctb.testkit.Libraries;
import asynctb.testkit.Needs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tasks of anyio on both back ends: which there are, below which they stand, what they wait for, and where they go on. */
class AnyioTasksTest {
    @ParameterizedTest
    @CsvSource({
        "3.6, oldest, asyncio",
        "3.6, newest, trio",
        "3.8, newest, asyncio",
        "3.15, oldest, asyncio",
        "3.15, newest, asyncio",
        "3.15, newest, trio"
    })
    void everyTaskIsWhereItBelongs(String python, String set, String backEnd) {
        Libraries libraries = Libraries.of(Needs.python(python), set);
        try (var process = libraries.start(Programs.find("anyio/situations.py"), backEnd);
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            Extraction extraction = target.extract(
                    List.of(new Selector.AllThreads(), new Selector.AllTasks()), ExtractOptions.defaults());
            assertThat(extraction.problems()).isEmpty();
            var tree = new TaskTree(extraction);
            Map<?, ?> report = (Map<?, ?>)
                    Objects.requireNonNull(Json.parse(process.greeting().getLast()));
            Map<String, Stack> labelled = assertSameTasks(tree, report);
            for (Stack stack : tree.stacks) {
                assertThat(stack.problems()).as("problems of %s", stack.name()).isEmpty();
            }
            assertStates(labelled, backEnd.equals("trio"));
            assertThreads(labelled);
        }
    }

    private static Map<String, Stack> assertSameTasks(TaskTree tree, Map<?, ?> report) {
        List<?> all = (List<?>) Objects.requireNonNull(report.get("all"));
        assertThat(tree.addresses()).doesNotHaveDuplicates();
        assertThat(new HashSet<Object>(tree.addresses())).isEqualTo(Set.copyOf(all));
        var labelled = new HashMap<String, Stack>();
        var edges = new HashSet<Edge>();
        Map<?, ?> tasks = (Map<?, ?>) Objects.requireNonNull(report.get("tasks"));
        tasks.forEach((label, described) -> {
            List<?> task = (List<?>) described;
            long address = ((Number) task.getFirst()).longValue();
            labelled.put((String) label, tree.at(address));
            if (task.get(1) instanceof String name) {
                assertThat(tree.at(address).name()).as("name of %s", label).isEqualTo(name);
            }
            if (task.getLast() != null && tasks.get(task.getLast()) instanceof List<?> parent) {
                edges.add(new Edge(((Number) parent.getFirst()).longValue(), address));
            }
        });
        var known = new HashSet<Long>();
        labelled.values()
                .forEach(stack -> known.add(Objects.requireNonNull(stack.root()).address()));
        var shown = new HashSet<>(tree.shown);
        // What Trio itself keeps above the program's own tasks is not the matter here.
        shown.removeIf(edge -> !known.contains(edge.parent()) || !known.contains(edge.child()));
        if (all.size() > known.size()) {
            // Trio serves what a thread has asked for by a task in the thread's name, or by tasks of its own.
            edges.removeIf(edge -> !shown.contains(edge));
        }
        assertThat(shown).isEqualTo(edges);
        if (all.size() == known.size()) {
            assertThat(tree.references).isEmpty();
        }
        return labelled;
    }

    private static void assertStates(Map<String, Stack> tasks, boolean isTrio) {
        String end = isTrio ? "waiting for 1 task of its nursery" : "waiting at the end of a TaskGroup, 1 left";
        var expected = Map.ofEntries(
                Map.entry("nested", end),
                Map.entry("two groups", end),
                Map.entry("waiter", "waiting in Event.wait"),
                Map.entry("limited", "waiting in CapacityLimiter.acquire, 1 of 1 in use"),
                Map.entry("semaphored", "waiting in Semaphore.acquire, 0 left"),
                Map.entry(
                        "receiver", "waiting in MemoryObjectReceiveStream.receive, 0 of 3 items, 1 sender, 1 receiver"),
                Map.entry("sender", "waiting in MemoryObjectSendStream.send, 1 of 1 items, 1 sender, 1 receiver"),
                Map.entry("main", "waiting in Condition.wait, not held"));
        expected.forEach((label, text) -> {
            Stack task = Objects.requireNonNull(tasks.get(label), label);
            assertThat(task.stateText()).as(label).isEqualTo(text);
            assertThat(task.state()).as(label).isEqualTo(Stack.State.WAITING);
        });
        assertThat(stateText(tasks, "sleeper")).matches("sleeping forever|waiting in Event.wait");
        assertThat(stateText(tasks, "locker")).matches("waiting in Lock.acquire, held by \".*holder\"");
        assertThat(stateText(tasks, "holder")).matches("sleeping, 1[89]\\d\\d\\.\\d s left");
        assertThat(stateText(tasks, "starter"))
                .startsWith(isTrio ? "waiting in Nursery.start" : "waiting in TaskGroup.start");
        if (tasks.containsKey("never started")) {
            assertThat(stateText(tasks, "never started")).endsWith("; starting");
        }
        assertThat(context(tasks, "main", "move_on_after")).matches("deadline in 3\\d\\d\\d\\.\\d s");
        assertThat(context(tasks, "two groups", "shield=True")).isEqualTo("shielded");
        assertThat(context(tasks, "cancelled", "create_task_group")).isEqualTo("cancelled");
    }

    private static @Nullable String stateText(Map<String, Stack> tasks, String label) {
        return Objects.requireNonNull(tasks.get(label), label).stateText();
    }

    private static String context(Map<String, Stack> tasks, String label, String text) {
        return Objects.requireNonNull(tasks.get(label)).frames().stream()
                .flatMap(frame -> frame.contexts().stream())
                .filter(context -> String.valueOf(context.text()).contains(text))
                .map(context -> String.valueOf(context.description()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + text + " in " + label));
    }

    private static void assertThreads(Map<String, Stack> tasks) {
        assertThat(functions(tasks, "first")).containsExactly("threader", "blocks_first");
        assertThat(functions(tasks, "second")).containsExactly("threader", "blocks_second");
        assertThat(functions(tasks, "asker")).startsWith("asker", "<lambda>");
        assertThat(stateText(tasks, "first")).startsWith("waiting for thread \"");
    }

    /** Of the program's own frames and of those of libraries, all that a reader sees. */
    private static List<String> functions(Map<String, Stack> tasks, String label) {
        return Objects.requireNonNull(tasks.get(label)).frames().stream()
                .filter(frame -> !frame.hide())
                .map(Frame::function)
                .toList();
    }
}
