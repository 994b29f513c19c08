package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import asynctb.Asynctb;
import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.cpython.TaskReport.Edge;
import asynctb.model.Extraction;
import asynctb.model.Frame;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.model.Tasks;
import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tasks of a program, and which waits for which, are what the program itself says. */
class AsyncioTasksTest {
    private static final String PROGRAM = "tasks/situations.py";
    // Task, its name, its coroutine's frames, those of one that awaits it, and that one's name and address.
    private static final Pattern LISTED = Pattern.compile("\\d+\\s+0x([0-9a-f]+)\\s.*\\s0x([0-9a-f]+)\\s*");

    @EachPython
    void tasksInC(Python python) {
        assertSameAsSaid(python, "c");
    }

    @EachPython
    void tasksInPython(Python python) {
        assertSameAsSaid(python, "python");
    }

    /** Up to 3.6 each implementation has a set of its own. */
    @EachPython(max = "3.13")
    void tasksOfBothImplementations(Python python) {
        assertSameAsSaid(python, "both");
    }

    @EachPython(min = "3.12")
    void eagerTasks(Python python) {
        assertSameAsSaid(python, "eager");
    }

    /** It puts wrappers around coroutines. 3.6 makes the generators in them without the names that tell where they wait. */
    @EachPython(max = "3.10")
    void debugMode(Python python) {
        assertSameAsSaid(python, "debug", (tree, report) -> {
            Stack based = tree.at(report.at("generator-based"));
            assertThat(functions(based)).containsExactly("generator_based", "sleep");
            assertThat(based.stateText()).startsWith("sleeping, ");
            assertThat(functions(tree.at(report.at("locker-2")))).containsExactly("locking", "acquire");
            Stack director = tree.at(report.at("director"));
            assertThat(director.state()).isEqualTo(Stack.State.RUNNING);
            assertThat(functions(director)).containsExactly("direct", "say");
        });
    }

    @EachPython
    void aThousandTasks(Python python) {
        assertSameAsSaid(python, "many");
    }

    /** What is asked for each of them must not go through all of them: that would take minutes. */
    @EachPython(min = "3.13", max = "3.14")
    void manyThatWaitForTheSame(Python python) {
        int count = 30_000;
        try (var process = python.start(Programs.find("tasks/shared.py"), Integer.toString(count));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            Extraction extraction = target.extractTasks();
            List<Stack> all = Tasks.topDown(extraction.tasks());
            assertThat(all).hasSize(2 * count + 2);
            assertThat(all)
                    .filteredOn(task -> "shared".equals(task.name()))
                    .singleElement()
                    .satisfies(shared -> assertThat(shared.awaitedBy()).hasSize(count));
            assertThat(extraction.problems()).isEmpty();
        }
    }

    private static void assertSameAsSaid(Python python, String argument) {
        assertSameAsSaid(python, argument, AsyncioTasksTest::assertStates);
    }

    private static void assertSameAsSaid(Python python, String argument, BiConsumer<TaskTree, TaskReport> furthermore) {
        try (var process = python.start(Programs.find(PROGRAM), argument);
                Target target = Asynctb.attach(process.pid())) {
            TaskReport report = report(process);
            Extraction extraction = target.extractTasks();
            var tree = new TaskTree(extraction);

            // Three of its tasks wait for one another.
            assertThat(extraction.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.DEADLOCK))
                    .extracting(Problem::message)
                    .asString()
                    .matches("(task (in_circle|\"circle-\\d\")( waits for |, which waits for |$)?){4}");
            assertThat(tree.addresses()).doesNotHaveDuplicates();
            assertThat(new HashSet<>(tree.addresses())).isEqualTo(report.live());
            assertThat(tree.shown).isEqualTo(report.edges());
            assertThat(tree.said).isEqualTo(report.edges());
            for (Stack stack : tree.stacks) {
                assertThat(stack.kind()).isEqualTo(Stack.Kind.TASK);
                assertThat(stack.library()).isEqualTo("asyncio");
                assertThat(stack.problems()).as("problems of %s", stack).isEmpty();
                assertThat(stack.frames()).as("frames of %s", stack).isNotEmpty();
                assertThat(stack.name())
                        .isEqualTo(report.names()
                                .get(Objects.requireNonNull(stack.root()).address()));
            }
            furthermore.accept(tree, report);
        }
    }

    private static TaskReport report(PythonProcess process) {
        return TaskReport.parse(process.greeting().getLast());
    }

    private static void assertStates(TaskTree tree, TaskReport report) {
        Stack director = tree.at(report.at("director"));
        assertThat(director.state()).isEqualTo(Stack.State.RUNNING);
        assertThat(director.frames().getFirst().function()).isEqualTo("direct");
        if (report.labels().size() == report.live().size()) {
            assertThat(functions(director)).containsExactly("direct", "say");
        } else {
            // An eager task runs within the call that made it, and has no name yet.
            assertThat(functions(director)).doesNotContain("blocked", "say");
            var others = new HashSet<>(report.live());
            others.removeAll(report.labels().values());
            Stack blocked = tree.at(others.iterator().next());
            assertThat(blocked.state()).isEqualTo(Stack.State.RUNNING);
            assertThat(functions(blocked)).containsExactly("blocked", "say");
        }
        assertState(tree, report, "created", Stack.State.CREATED, "not started");
        assertState(tree, report, "ready", Stack.State.SUSPENDED, "ready to run");
        assertState(tree, report, "cancelled", Stack.State.SUSPENDED, "ready to run; being cancelled");
        assertState(tree, report, "getter", Stack.State.WAITING, "waiting in Queue.get, 0 of 5 items");
        assertState(tree, report, "locker-2", Stack.State.WAITING, "waiting in Lock.acquire");
        assertState(tree, report, "of-event", Stack.State.WAITING, "waiting in Event.wait");
        assertState(tree, report, "gatherer", Stack.State.WAITING, "waiting in gather, 3 of 3 left");
        assertState(tree, report, "waiter", Stack.State.WAITING, "waiting in wait, 2 of 2 left");
        assertState(tree, report, "completer", Stack.State.WAITING, "waiting in as_completed");
        assertThat(tree.at(report.at("sleeper")).stateText()).matches("sleeping, \\d{4,5}\\.\\d s left");
        String awaited = report.names().isEmpty() ? "sleeper" : "\"awaited\"";
        assertState(tree, report, "awaiter", Stack.State.WAITING, "waiting for task " + awaited);
        assertThat(Objects.requireNonNull(tree.at(report.at("awaiter")).waitsFor())
                        .address())
                .isEqualTo(report.at("awaited"));
        assertThat(tree.at(report.at("threader")).thread())
                .isEqualTo(tree.at(report.at("in-thread")).thread())
                .isNotEqualTo(director.thread());
        assertThat(tree.at(report.at("stopped-parent")).thread()).isNull();
    }

    private static void assertState(TaskTree tree, TaskReport report, String label, Stack.State state, String text) {
        Stack stack = tree.at(report.at(label));
        assertThat(stack.state()).as(label).isEqualTo(state);
        assertThat(stack.stateText()).as(label).isEqualTo(text);
    }

    private static List<String> functions(Stack stack) {
        return stack.frames().stream().map(Frame::function).toList();
    }

    @EachPython
    void aTaskIsSelectedByNameAndByAddress(Python python) {
        try (var process = python.start(Programs.find(PROGRAM), "c");
                Target target = Asynctb.attach(process.pid())) {
            TaskReport report = report(process);
            long gatherer = report.at("gatherer");

            Stack byAddress = target.extract(new Selector.At(gatherer));
            assertThat(byAddress.kind()).isEqualTo(Stack.Kind.TASK);
            assertThat(byAddress.children()).hasSize(4);
            assertThat(target.extract("__main__.LABELS[\"gatherer\"]").frames()).isEqualTo(byAddress.frames());
            if (report.names().isEmpty()) {
                return;
            }
            assertThat(target.extract("task:gatherer").frames()).isEqualTo(byAddress.frames());
            Stack circle = target.extract("task:circle-1");
            assertThat(new TaskTree(new Extraction(target.info(), List.of(), List.of(circle), List.of())).stacks)
                    .hasSize(3);
        }
    }

    @EachPython
    void childrenStandInTheOrderOfTheirCreation(Python python) {
        try (var process = python.start(Programs.find(PROGRAM), "many");
                Target target = Asynctb.attach(process.pid())) {
            TaskReport report = report(process);
            var tree = new TaskTree(target.extractTasks());
            List<String> names = Tasks.below(tree.at(report.at("of-many"))).stream()
                    .map(child -> ((Stack) child).name())
                    .toList();

            assertThat(names).hasSize(1000);
            if (!report.names().isEmpty()) {
                for (int i = 0; i < names.size(); i++) {
                    assertThat(names.get(i)).isEqualTo("many-" + i);
                }
            }
        }
    }

    /** Python's own tool, which reads from outside as well, lists the same edges among the tasks that it knows. */
    @EachPython(min = "3.14")
    void theSameEdgesAsPythonsOwnTool(Python python) throws IOException {
        try (var process = python.start(Programs.find(PROGRAM), "c");
                Target target = Asynctb.attach(process.pid())) {
            var tree = new TaskTree(target.extractTasks());
            var tasks = new HashSet<Long>();
            var edges = new HashSet<Edge>();
            for (String line : list(python, process)) {
                Matcher listed = LISTED.matcher(line);
                if (listed.matches()) {
                    long task = Long.parseUnsignedLong(listed.group(1), 16);
                    long parent = Long.parseUnsignedLong(listed.group(2), 16);
                    tasks.add(task);
                    if (parent != 0) {
                        edges.add(new Edge(parent, task));
                    }
                }
            }
            assumeThat(tasks).as("tasks that python -m asyncio ps lists").isNotEmpty();

            assertThat(new HashSet<>(tree.addresses())).containsAll(tasks);
            assertThat(among(tasks, tree.said)).isEqualTo(edges);
        }
    }

    private static Set<Edge> among(Set<Long> tasks, Set<Edge> edges) {
        return edges.stream().filter(edge -> tasks.contains(edge.child())).collect(Collectors.toSet());
    }

    private static List<String> list(Python python, PythonProcess process) throws IOException {
        var builder =
                new ProcessBuilder(python.executable().toString(), "-m", "asyncio", "ps", Long.toString(process.pid()));
        Process tool = builder.redirectErrorStream(true).start();
        tool.getOutputStream().close();
        String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return output.lines().toList();
    }

    /** It is not said to be ready to run: it blocks the loop. */
    @EachPython
    void aTaskWhoseCoroutineHasEnded(Python python) {
        try (var process = python.start(Programs.find("tasks/finalizing.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            assertThat(new TaskTree(target.extractTasks()).stacks)
                    .extracting(Stack::stateText)
                    .containsExactly("its coroutine has ended");
        }
    }

    @EachPython
    void aProgramWithoutTasksHasNone(Python python) {
        try (var process = python.start(Programs.find("repr_program.py"));
                Target target = Asynctb.attach(process.pid())) {
            Extraction extraction = target.extract(
                    List.of(new Selector.AllThreads(), new Selector.AllTasks()), ExtractOptions.defaults());

            assertThat(extraction.tasks()).isEmpty();
            assertThat(extraction.stacks()).isNotEmpty();
        }
    }
}
