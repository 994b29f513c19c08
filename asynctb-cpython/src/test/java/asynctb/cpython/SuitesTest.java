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
import asynctb.testkit.Libraries;
import asynctb.testkit.Needs;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * At random moments of asyncio's and Trio's own test suites the tasks and frames are what the program itself says. Debian's
 * Pythons come without the suite of asyncio. The short runs take the same moments each time, as far as the suites let them;
 * the long ones others each time.
 */
class SuitesTest {
    private static final ExtractOptions PLAIN = ExtractOptions.defaults().withRules(false);
    private static final int SAME = Integer.getInteger("asynctb.suites.seed", 599_753);
    private static final int OTHER = Integer.getInteger(
            "asynctb.suites.seed", RandomGenerator.getDefault().nextInt(1_000_000));

    @EachPython(max = "3.13")
    void someOfAsyncio(Python python) {
        compare(asyncio(python, SAME, 2, 2_000), SAME, 20);
    }

    @Tag("long")
    @EachPython(max = "3.13")
    void allOfAsyncio(Python python) {
        compare(asyncio(python, OTHER, 1_000, 20_000), OTHER, Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"3.6, oldest", "3.15, newest"})
    void someOfTrio(String python, String set) {
        compare(trio(Libraries.of(Needs.python(python), set), SAME, 6, 4_000), SAME, 20);
    }

    @Tag("long")
    @EachPython
    void allOfTrio(Python python) {
        compare(trio(Libraries.of(python, Libraries.NEWEST), OTHER, 1_000, 20_000), OTHER, Integer.MAX_VALUE);
    }

    private static PythonProcess asyncio(Python python, int seed, int modules, int mean) {
        return python.start(Programs.find("suites/hooked.py"), arguments("asyncio", seed, modules, mean));
    }

    private static PythonProcess trio(Libraries libraries, int seed, int modules, int mean) {
        return libraries.start(Programs.find("suites/hooked.py"), arguments("trio", seed, modules, mean));
    }

    private static String[] arguments(String library, int seed, int modules, int mean) {
        return new String[] {library, Integer.toString(seed), Integer.toString(mean), Integer.toString(modules)};
    }

    private static void compare(PythonProcess started, int seed, int stops) {
        try (var process = started;
                Target target = Asynctb.attach(process.pid())) {
            int done = 0;
            int proved = 0;
            int tasks = 0;
            String said = process.ask("");
            while (done < stops && !said.equals("end")) {
                Map<?, ?> stop = (Map<?, ?>) Objects.requireNonNull(Json.parse(said));
                Extraction threads = target.extract(List.of(new Selector.AllThreads()), PLAIN);
                Extraction trees = target.extractTasks();
                if (process.ask("").equals("same") && isOneMoment(threads) && isOneMoment(trees)) {
                    assertSame(threads, trees, stop, "stop " + done + " of seed " + seed);
                    proved++;
                    tasks += ((Map<?, ?>) Objects.requireNonNull(stop.get("tasks"))).size();
                }
                done++;
                said = process.ask("");
            }
            System.out.printf(
                    "%d of %d moments compared, %d tasks, in %s with seed %d in %s%n",
                    proved, done, tasks, process.greeting().getLast(), seed, process);
            assertThat(proved).as("moments of one picture, of %d", done).isPositive();
        }
    }

    private static boolean isOneMoment(Extraction extraction) {
        return extraction.target().consistency() == Consistency.UNMOVED;
    }

    private static void assertSame(Extraction threads, Extraction tasks, Map<?, ?> stop, String where) {
        assertThat(threads.problems()).as(where).isEmpty();
        assertThat(tasks.problems()).as(where).isEmpty();
        long ident = ((Number) Objects.requireNonNull(stop.get("thread"))).longValue();
        Stack standing = threads.stacks().stream()
                .filter(stack -> Objects.requireNonNull(stack.thread()).ident() == ident)
                .findFirst()
                .orElseThrow();
        assertThat(places(standing))
                .as("the thread that stands still, at %s", where)
                .startsWith(places((List<?>) Objects.requireNonNull(stop.get("frames"))));
        assertTasks(
                new TaskTree(tasks),
                (String) Objects.requireNonNull(stop.get("library")),
                (Map<?, ?>) Objects.requireNonNull(stop.get("tasks")),
                (List<?>) Objects.requireNonNull(stop.get("like")),
                where);
    }

    /** Those that are only like tasks cannot be asked from outside whether they are done. */
    private static void assertTasks(TaskTree tree, String library, Map<?, ?> expected, List<?> like, String where) {
        Set<Long> live = expected.keySet().stream()
                .map(key -> Long.parseLong((String) key))
                .collect(Collectors.toSet());
        assertThat(tree.addresses()).as(where).doesNotHaveDuplicates();
        // Trio may be a guest of asyncio.
        List<Stack> shown = tree.stacks.stream()
                .filter(stack -> library.equals(stack.library()))
                .filter(stack -> like.stream().noneMatch(other -> ((Number) other).longValue() == address(stack)))
                .toList();
        assertThat(shown.stream().map(SuitesTest::address).collect(Collectors.toSet()))
                .as(() -> where + ", where these are shown: " + texts(shown))
                .isEqualTo(live);
        for (Stack stack : shown) {
            long address = address(stack);
            if (expected.get(Long.toString(address)) instanceof List<?> body) {
                assertThat(places(stack)).as("%s at %s", stack, where).startsWith(places(body));
            }
            assertThat(stack.problems()).as("%s at %s", stack, where).isEmpty();
        }
    }

    private static long address(Stack stack) {
        return Objects.requireNonNull(stack.root()).address();
    }

    private static List<String> texts(List<Stack> stacks) {
        return stacks.stream()
                .map(stack ->
                        address(stack) + " \"" + stack.name() + "\" " + stack.stateText() + " in " + places(stack))
                .toList();
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
