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
import asynctb.testkit.EachPython;
import asynctb.testkit.Json;
import asynctb.testkit.Libraries;
import asynctb.testkit.Python;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The tasks of Trio, what they wait for, and where their tracebacks go on in threads. */
class TrioTasksTest {
    private static final String PROGRAM = "trio/situations.py";

    @EachPython
    void oldest(Python python) {
        assertRead(Libraries.of(python, Libraries.OLDEST));
    }

    @EachPython
    void newest(Python python) {
        assertRead(Libraries.of(python, Libraries.NEWEST));
    }

    private static void assertRead(Libraries libraries) {
        try (var process = libraries.start(Programs.find(PROGRAM));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            Extraction extraction = everything(target);
            assertThat(extraction.problems()).isEmpty();
            var tree = new TaskTree(extraction);
            assertSameAsSaid(tree, process.greeting().getLast());
            for (Stack stack : tree.stacks) {
                assertThat(stack.problems()).as("problems of %s", stack.name()).isEmpty();
                assertThat(stack.library()).isEqualTo("trio");
                assertThat(stack.thread()).as("thread of %s", stack.name()).isNotNull();
            }
            assertStates(tree);
            assertThreads(tree, extraction);
        }
    }

    private static void assertSameAsSaid(TaskTree tree, String report) {
        var names = new HashMap<Long, String>();
        var edges = new HashSet<Edge>();
        for (Object entry : (List<?>) Objects.requireNonNull(Json.parse(report))) {
            List<?> task = (List<?>) entry;
            long address = ((Number) task.get(0)).longValue();
            long parent = ((Number) task.get(2)).longValue();
            names.put(address, (String) task.get(1));
            if (parent != 0) {
                edges.add(new Edge(parent, address));
            }
        }
        assertThat(tree.addresses()).doesNotHaveDuplicates();
        assertThat(new HashSet<>(tree.addresses())).isEqualTo(names.keySet());
        assertThat(tree.shown).isEqualTo(edges);
        assertThat(tree.said).isEqualTo(edges);
        assertThat(tree.references).isEmpty();
        names.forEach((address, name) -> assertThat(tree.at(address).name()).isEqualTo(name));
    }

    private static void assertStates(TaskTree tree) {
        var expected = Map.ofEntries(
                Map.entry("<TrioToken.run_sync_soon task>", "waiting for calls from other threads"),
                Map.entry("holder", "sleeping forever"),
                Map.entry("locker", "waiting in Lock.acquire, held by \"holder\""),
                Map.entry("limited", "waiting in CapacityLimiter.acquire, 1 of 1 in use"),
                Map.entry("waiter", "waiting in Event.wait"),
                Map.entry("notified", "waiting in Condition.wait, not held"),
                Map.entry("receiver", "waiting in MemoryReceiveChannel.receive, 0 of 3 items, 1 sender, 1 receiver"),
                Map.entry("sender", "waiting in MemorySendChannel.send, 1 of 1 items, 1 sender, 1 receiver"),
                Map.entry("parked", "waiting in a ParkingLot, 1 waiting"),
                Map.entry("starter", "waiting in Nursery.start for task \"started\""),
                Map.entry("started", "sleeping forever; starting"),
                Map.entry("two-nurseries", "waiting for 1 task of its nursery"),
                Map.entry("cancelling", "waiting for 1 task of its nursery; being cancelled"));
        expected.forEach((name, text) -> {
            Stack stack = named(tree, name);
            assertThat(stack.stateText()).as(name).isEqualTo(text);
            assertThat(stack.state()).as(name).isEqualTo(Stack.State.WAITING);
        });
        assertThat(named(tree, "bare").stateText()).matches("sleeping, 19\\d\\d\\.\\d s left");
        assertThat(named(tree, "accepter").stateText()).matches("waiting to read from descriptor \\d+");
        assertThat(Objects.requireNonNull(named(tree, "locker").waitsFor()).type())
                .isEqualTo("trio.Lock");
        List<Frame> scoped = shown(named(tree, "in-scopes"));
        assertThat(scoped.getFirst().contexts().getFirst().description()).matches("deadline in 4\\d\\d\\d\\.\\d s");
        assertThat(scoped.getFirst().contexts().getLast().description()).isEqualTo("shielded");
    }

    private static void assertThreads(TaskTree tree, Extraction extraction) {
        assertThat(functions(named(tree, "threader-1"))).startsWith("threads", "blocks");
        assertThat(named(tree, "threader-1").stateText()).startsWith("waiting for thread \"");
        assertThat(functions(named(tree, "comes-back"))).containsExactly("comes_back", "calls_back", "back_in_trio");
        Stack foreign = extraction.stacks().stream()
                .filter(stack -> "foreign".equals(stack.name()))
                .findFirst()
                .orElseThrow();
        assertThat(functions(foreign)).endsWith("is_foreign", "back_in_trio");
        assertThat(foreign.problems()).isEmpty();
    }

    @EachPython
    void aThreadThatIsServedByTheTaskThatHasStartedIt(Python python) {
        for (String set : List.of(Libraries.OLDEST, Libraries.NEWEST)) {
            try (var process = Libraries.of(python, set).start(Programs.find("trio/threads.py"), "host");
                    Target target = Asynctb.attach(process.pid())) {
                process.awaitRest();
                Extraction extraction = everything(target);
                var tree = new TaskTree(extraction);
                assertTwoThreadsOfOneName(tree);
                assertThat(functions(named(tree, "__main__.main")))
                        .containsExactly("main", "calls_back", "holds_up_the_loop");
                // Before 0.23 the loop itself serves it, and the traceback of the thread goes on there.
                boolean isHosted = named(tree, "__main__.main").state() == Stack.State.RUNNING;
                assertThat(functions(workerIn(extraction, "calls_back")).getLast())
                        .isEqualTo(isHosted ? "calls_back" : "holds_up_the_loop");
            }
        }
    }

    @EachPython
    void aThreadThatHasNothingToDoWithTrio(Python python) {
        for (String set : List.of(Libraries.OLDEST, Libraries.NEWEST)) {
            try (var process = Libraries.of(python, set).start(Programs.find("trio/threads.py"), "foreign");
                    Target target = Asynctb.attach(process.pid())) {
                process.awaitRest();
                Extraction extraction = everything(target);
                assertTwoThreadsOfOneName(new TaskTree(extraction));
                assertThat(functions(workerIn(extraction, "is_foreign"))).endsWith("is_foreign", "holds_up_the_loop");
            }
        }
    }

    private static Extraction everything(Target target) {
        return target.extract(List.of(new Selector.AllThreads(), new Selector.AllTasks()), ExtractOptions.defaults());
    }

    private static void assertTwoThreadsOfOneName(TaskTree tree) {
        assertThat(functions(named(tree, "first"))).startsWith("threads", "blocks", "blocks_first");
        assertThat(functions(named(tree, "second"))).startsWith("threads", "blocks", "blocks_second");
        assertThat(named(tree, "limited").stateText())
                .isEqualTo("waiting in CapacityLimiter.acquire_on_behalf_of, 1 of 1 in use");
        for (Stack stack : tree.stacks) {
            assertThat(stack.problems()).as("problems of %s", stack.name()).isEmpty();
        }
    }

    private static Stack workerIn(Extraction extraction, String function) {
        return extraction.stacks().stream()
                .filter(stack -> !"MainThread".equals(stack.name()))
                .filter(stack -> functions(stack).contains(function))
                .findFirst()
                .orElseThrow();
    }

    @EachPython
    void guestMode(Python python) {
        for (String set : List.of(Libraries.OLDEST, Libraries.NEWEST)) {
            for (String what : List.of("idle", "scheduled", "running")) {
                try (var process = Libraries.of(python, set).start(Programs.find("trio/guest.py"), what);
                        Target target = Asynctb.attach(process.pid())) {
                    process.awaitRest();
                    var tree = new TaskTree(target.extractTasks());
                    var expected = new HashSet<Long>();
                    for (Object task : (List<?>)
                            Objects.requireNonNull(Json.parse(process.greeting().getLast()))) {
                        expected.add(((Number) ((List<?>) task).getFirst()).longValue());
                    }
                    var found = new HashSet<Long>();
                    for (Stack stack : tree.stacks) {
                        if ("trio".equals(stack.library())) {
                            found.add(Objects.requireNonNull(stack.root()).address());
                            assertThat(Objects.requireNonNull(stack.thread()).nativeId())
                                    .isEqualTo(process.pid());
                        }
                    }
                    assertThat(found).as(what).isEqualTo(expected);
                }
            }
        }
    }

    private static Stack named(TaskTree tree, String name) {
        return tree.stacks.stream()
                .filter(stack -> name.equals(stack.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no task " + name));
    }

    private static List<Frame> shown(Stack stack) {
        return stack.frames().stream().filter(frame -> !frame.hide()).toList();
    }

    private static List<String> functions(Stack stack) {
        return shown(stack).stream().map(Frame::function).toList();
    }
}
