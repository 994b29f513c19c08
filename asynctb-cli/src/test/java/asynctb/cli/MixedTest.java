package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.Json;
import asynctb.testkit.Libraries;
import asynctb.testkit.Needs;
import asynctb.testkit.PythonProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process in which there is everything: each thread, task and greenlet is there once. */
class MixedTest {
    @ParameterizedTest
    @CsvSource({"3.6, oldest", "3.15, newest"})
    void eachIsThereOnce(String python, String set) {
        Libraries libraries = Libraries.of(Needs.python(python), set);
        try (PythonProcess process = libraries.start(Run.program("libraries/uses_everything.py"))) {
            process.awaitRest();
            var said = map(Json.parse(process.greeting().getLast()));
            var output = map(Json.parse(Run.here("--format", "json", Long.toString(process.pid()))));
            var seen = map(list(output.get("processes")).getFirst());

            List<Long> threads = list(seen.get("stacks")).stream()
                    .map(stack -> number(map(stack).get("thread"), "ident"))
                    .toList();
            assertThat(threads).containsExactlyInAnyOrderElementsOf(numbers(said.get("threads")));

            var tasks = new ArrayList<Long>();
            var greenlets = new ArrayList<Long>();
            addTasks(list(seen.get("tasks")), tasks, greenlets);
            assertThat(tasks).containsExactlyInAnyOrderElementsOf(numbers(said.get("tasks")));
            assertThat(greenlets).containsExactlyInAnyOrderElementsOf(numbers(said.get("greenlets")));
            assertThat(list(output.get("problems"))).isEmpty();
        }
    }

    /** Those below others, too; not the references to those that are shown elsewhere. */
    private static void addTasks(List<?> stacks, List<Long> tasks, List<Long> greenlets) {
        for (Object each : stacks) {
            var stack = map(each);
            if (stack.containsKey("frames")) {
                boolean isGreenlet = List.of("greenlet", "gevent").contains(String.valueOf(stack.get("library")));
                (isGreenlet ? greenlets : tasks).add(number(stack.get("root"), "address"));
                addTasks(list(stack.get("children")), tasks, greenlets);
                for (Object frame : list(stack.get("frames"))) {
                    addKept(list(map(frame).get("contexts")), tasks, greenlets);
                }
            }
        }
    }

    private static void addKept(List<?> contexts, List<Long> tasks, List<Long> greenlets) {
        for (Object context : contexts) {
            addTasks(list(map(context).get("children")), tasks, greenlets);
        }
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    private static long number(@Nullable Object object, String key) {
        Object value = map(object).get(key);
        return value instanceof String text ? Long.decode(text) : (Long) Objects.requireNonNull(value);
    }

    private static List<Long> numbers(@Nullable Object values) {
        return list(values).stream().map(Long.class::cast).toList();
    }
}
