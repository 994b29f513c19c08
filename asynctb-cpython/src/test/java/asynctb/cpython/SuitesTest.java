package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.model.Extraction;
import asynctb.model.Frame;
import asynctb.model.Stack;
import asynctb.model.TargetInfo.Consistency;
import asynctb.testkit.EachPython;
import asynctb.testkit.Json;
import asynctb.testkit.Python;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;

/**
 * At random moments of asyncio's own test suite its tasks and frames are what the program itself says. Debian's Pythons come
 * without that suite.
 */
class SuitesTest {
    private static final ExtractOptions PLAIN = ExtractOptions.defaults().withRules(false);

    @EachPython(max = "3.13")
    void someOfAsyncio(Python python) {
        compare(python, "asyncio", 2, 2_000, 20);
    }

    @Tag("long")
    @EachPython(max = "3.13")
    void allOfAsyncio(Python python) {
        compare(python, "asyncio", 1_000, 20_000, Integer.MAX_VALUE);
    }

    private static void compare(Python python, String library, int modules, int mean, int stops) {
        int seed = Integer.getInteger(
                "asynctb.suites.seed", RandomGenerator.getDefault().nextInt(1_000_000));
        try (var process = python.start(
                        Programs.find("suites/hooked.py"),
                        library,
                        Integer.toString(seed),
                        Integer.toString(mean),
                        Integer.toString(modules));
                Target target = Asynctb.attach(process.pid())) {
            int done = 0;
            int proved = 0;
            int tasks = 0;
            String said = process.ask("");
            while (done < stops && !said.equals("end")) {
                Map<?, ?> stop = (Map<?, ?>) Objects.requireNonNull(Json.parse(said));
                if (isRight(target, stop, "stop " + done + " of seed " + seed)) {
                    proved++;
                    tasks += ((Map<?, ?>) Objects.requireNonNull(stop.get("tasks"))).size();
                }
                done++;
                said = process.ask("");
            }
            System.out.printf(
                    "%d of %d moments compared, %d tasks, in %s with seed %d in %s%n",
                    proved, done, tasks, process.greeting().getLast(), seed, python);
            assertThat(proved).as("moments of one picture, of %d", done).isPositive();
        }
    }

    /** Whether there was something to compare: other threads may go on meanwhile. */
    private static boolean isRight(Target target, Map<?, ?> stop, String where) {
        Extraction threads = target.extract(List.of(new Selector.AllThreads()), PLAIN);
        Extraction tasks = target.extractTasks();
        assertThat(tasks.problems()).as(where).isEmpty();
        if (threads.target().consistency() != Consistency.UNMOVED
                || tasks.target().consistency() != Consistency.UNMOVED) {
            return false;
        }
        long ident = ((Number) Objects.requireNonNull(stop.get("thread"))).longValue();
        Stack standing = threads.stacks().stream()
                .filter(stack -> Objects.requireNonNull(stack.thread()).ident() == ident)
                .findFirst()
                .orElseThrow();
        assertThat(places(standing))
                .as("the thread that stands still, at %s", where)
                .startsWith(places((List<?>) Objects.requireNonNull(stop.get("frames"))));
        assertTasks(new TaskTree(tasks), (Map<?, ?>) Objects.requireNonNull(stop.get("tasks")), where);
        return true;
    }

    private static void assertTasks(TaskTree tree, Map<?, ?> expected, String where) {
        Set<Long> live = expected.keySet().stream()
                .map(key -> Long.parseLong((String) key))
                .collect(Collectors.toSet());
        assertThat(tree.addresses()).as(where).doesNotHaveDuplicates();
        assertThat(new HashSet<>(tree.addresses())).as(where).isEqualTo(live);
        for (Stack stack : tree.stacks) {
            long address = Objects.requireNonNull(stack.root()).address();
            if (expected.get(Long.toString(address)) instanceof List<?> body) {
                assertThat(places(stack)).as("task %x at %s", address, where).startsWith(places(body));
            }
            assertThat(stack.problems()).as("task %x at %s", address, where).isEmpty();
        }
    }

    private static String[] places(List<?> frames) {
        return frames.stream()
                .map(frame -> ((List<?>) frame).get(0) + ":" + ((List<?>) frame).get(1))
                .toArray(String[]::new);
    }

    private static List<String> places(Stack stack) {
        return stack.frames().stream().map(SuitesTest::place).toList();
    }

    private static String place(Frame frame) {
        return frame.function() + ":" + frame.line();
    }
}
