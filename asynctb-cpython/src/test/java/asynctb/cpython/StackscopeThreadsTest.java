package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.model.Stack;
import asynctb.testkit.EachPython;
import asynctb.testkit.Json;
import asynctb.testkit.Libraries;
import asynctb.testkit.Python;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What is read of threads from outside is what the library stackscope sees of them from within. */
class StackscopeThreadsTest {
    /** Where these wait in {@code Future.result} we go on in the frames of the worker; it shows how they wait. */
    private static final Set<String> GO_ON_IN_WORKERS = Set.of("waits_for_result", "maps");

    @EachPython(min = "3.8", max = "3.12")
    void sameFrames(Python python) {
        try (var process = Libraries.of(python, Libraries.NEWEST).start(Programs.find("waiting_threads.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            var threads = new HashMap<String, List<?>>();
            for (Stack stack : target.extractThreads().stacks()) {
                assertThat(stack.problems()).as(stack.name()).isEmpty();
                if (!"MainThread".equals(stack.name())) {
                    threads.put(stack.name(), StackscopeFrames.of(stack));
                }
            }
            var expected = (Map<?, ?>)
                    Objects.requireNonNull(Json.parse(process.greeting().getLast()));
            assertThat(threads.keySet()).isEqualTo(expected.keySet()).hasSizeGreaterThan(30);
            for (String name : GO_ON_IN_WORKERS) {
                assertThat(threads.get(name)).as(name).isNotEqualTo(expected.get(name));
                threads.compute(name, (same, frames) -> upToResult(Objects.requireNonNull(frames)));
            }
            threads.forEach((name, frames) -> assertThat(frames)
                    .as(name)
                    .isEqualTo(
                            GO_ON_IN_WORKERS.contains(name)
                                    ? upToResult((List<?>) Objects.requireNonNull(expected.get(name)))
                                    : expected.get(name)));
        }
    }

    private static List<?> upToResult(List<?> frames) {
        List<?> functions =
                frames.stream().map(frame -> ((List<?>) frame).getFirst()).toList();
        int result = functions.indexOf("result");
        assertThat(result).as("Future.result in %s", functions).isNotNegative();
        return frames.subList(0, result + 1);
    }
}
