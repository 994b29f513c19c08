package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.model.Extraction;
import asynctb.model.Frame;
import asynctb.model.Stack;
import asynctb.model.Tasks;
import asynctb.testkit.EachPython;
import asynctb.testkit.Json;
import asynctb.testkit.Libraries;
import asynctb.testkit.Python;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The greenlets of gevent, each once, and what they wait for. */
class GeventTest {
    private static final String PROGRAM = "greenlets/crawler.py";

    @EachPython
    void newest(Python python) {
        everyGreenletIsThereOnce(Libraries.of(python, Libraries.NEWEST));
    }

    @EachPython
    void oldest(Python python) {
        everyGreenletIsThereOnce(Libraries.of(python, Libraries.OLDEST));
    }

    private static void everyGreenletIsThereOnce(Libraries libraries) {
        try (var process = libraries.start(Programs.find(PROGRAM));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            var said = (List<?>)
                    Objects.requireNonNull(Json.parse(process.greeting().getLast()));
            Extraction extraction = target.extractTasks();
            List<Stack> tasks = Tasks.topDown(extraction.tasks());

            assertThat(extraction.problems()).isEmpty();
            assertThat(tasks).allSatisfy(task -> {
                assertThat(task.library()).isEqualTo("gevent");
                assertThat(task.problems()).isEmpty();
                assertThat(task.thread()).isNotNull();
            });
            assertThat(tasks).extracting(GeventTest::address).doesNotHaveDuplicates();
            Map<Long, Stack> byAddress =
                    tasks.stream().collect(Collectors.toMap(GeventTest::address, Function.identity()));
            assertThat(byAddress.keySet())
                    .containsExactlyInAnyOrderElementsOf(said.stream()
                            .map(one -> (Long) ((List<?>) one).getFirst())
                            .toList());
            for (Object one : said) {
                assertSame((List<?>) one, byAddress);
            }
            assertThat(functions(named(tasks, "event"))).containsExactly("fetch");
            assertThat(named(tasks, "event").frames().getFirst().contexts())
                    .singleElement()
                    .satisfies(context -> assertThat(
                                    Objects.requireNonNull(context.obj()).type())
                            .isEqualTo("__main__.Session"));
            assertThat(functions(named(tasks, "nap"))).containsExactly("naps", "sleep");
            assertThat(functions(named(tasks, "worker"))).containsExactly("_run", "fetch");
            assertThat(functions(named(tasks, "frameless"))).isEmpty();
            assertThat(named(tasks, "nap").stateText())
                    .matches("sleeping, \\d+\\.\\d s left, spawned by fill at crawler.py:65");
        }
    }

    private static void assertSame(List<?> said, Map<Long, Stack> byAddress) {
        Stack stack = Objects.requireNonNull(byAddress.get((Long) said.get(0)));
        assertThat(stack.name()).isEqualTo(said.get(1));
        assertThat(stack.stateText()).startsWith(String.valueOf(said.get(2)));
        assertThat(stack.stateText()).matches(".*, spawned by [\\w<>]+ at crawler\\.py:\\d+");
        assertThat(stack.awaitedBy())
                .isEqualTo(((List<?>) said.get(3))
                        .stream()
                                .map(parent -> Objects.requireNonNull(byAddress.get((Long) parent))
                                        .id())
                                .toList());
    }

    private static long address(Stack stack) {
        return Objects.requireNonNull(stack.root()).address();
    }

    private static Stack named(List<Stack> tasks, String name) {
        return tasks.stream()
                .filter(task -> name.equals(task.name()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> functions(Stack stack) {
        return stack.frames().stream().map(Frame::function).toList();
    }
}
