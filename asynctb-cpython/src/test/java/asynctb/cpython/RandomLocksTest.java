package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.model.Extraction;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.model.ThreadInfo;
import asynctb.testkit.Json;
import asynctb.testkit.Needs;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is said to hold a lock does hold it, whichever way it was taken and whoever lets go of it in between. */
class RandomLocksTest {
    private static final int RUNS = 4;
    // What is waited for, and who is said to hold it.
    private static final Pattern HELD =
            Pattern.compile(" at 0x([0-9a-f]+)>(?: \\([^)]*:\\))?, held by (?:thread \"(\\w+)\"|itself)");
    private static final Pattern NAMED = Pattern.compile("^thread \"(\\w+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.10", "3.13", "3.15"})
    void holdersHold(String version) {
        int seed = RandomGenerator.getDefault().nextInt(1_000_000);
        int said = 0;
        for (int run = 0; run < RUNS; run++) {
            said += compare(version, seed + run);
        }
        assertThat(said)
                .as("waits of which the holder is known, from seed %d", seed)
                .isPositive();
    }

    private static int compare(String version, int seed) {
        try (var process = Needs.python(version).start(Programs.find("random_locks.py"), Integer.toString(seed));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            Extraction extraction = target.extractThreads();
            Map<?, ?> truth = (Map<?, ?>) Objects.requireNonNull(Json.parse(process.ask("")));
            int said = 0;
            for (Stack stack : extraction.stacks()) {
                ThreadInfo thread = Objects.requireNonNull(stack.thread());
                if (thread.attributes().get("waits_for") instanceof String wait) {
                    said += assertTrue(wait, Objects.requireNonNull(stack.name()), truth, seed);
                }
            }
            for (Problem problem : extraction.problems()) {
                assertThat(problem.kind()).isEqualTo(Problem.Kind.DEADLOCK);
                MatchResult first =
                        NAMED.matcher(problem.message()).results().findFirst().orElseThrow();
                assertTrue(problem.message(), first.group(1), truth, seed);
            }
            return said;
        }
    }

    private static int assertTrue(String text, String itself, Map<?, ?> truth, int seed) {
        int said = 0;
        for (MatchResult held : HELD.matcher(text).results().toList()) {
            String lock = Long.toString(Long.parseLong(held.group(1), 16));
            Object base = ((Map<?, ?>) Objects.requireNonNull(truth.get("bases"))).get(lock);
            Map<?, ?> holders = (Map<?, ?>) Objects.requireNonNull(truth.get("holders"));
            assertThat(held.group(2) == null ? itself : held.group(2))
                    .as("%s with seed %d", text, seed)
                    .isEqualTo(holders.get(base == null ? lock : base));
            said++;
        }
        return said;
    }
}
