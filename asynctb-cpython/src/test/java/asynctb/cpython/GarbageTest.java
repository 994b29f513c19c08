package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.AsynctbException;
import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.memory.ProcessException;
import asynctb.memory.linux.LiveProcess;
import asynctb.model.Extraction;
import asynctb.model.Stack;
import asynctb.runtime.TargetRuntime;
import asynctb.testkit.Needs;
import asynctb.testkit.PythonProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real process with words of its memory corrupted at random: whatever stands there, reading ends, soon and in order. */
class GarbageTest {
    private static final int RUNS = 40;
    private static final long SECONDS_OF_A_RUN = 30;
    private static final long MAX_CHARACTERS = 64 << 20;
    private static final double[] RATES = {1e-4, 1e-3, 1e-2, 1e-1};

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.8", "3.11", "3.13", "3.15"})
    void readingEnds(String minor) throws Exception {
        try (var process = Needs.python(minor).start(Programs.find("acceptance_program.py"))) {
            assertReadingEnds(minor, process, selectors(process), 100);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.8", "3.11", "3.13", "3.15"})
    void readingTasksEnds(String minor) throws Exception {
        try (var process = Needs.python(minor).start(Programs.find("tasks/situations.py"), "many")) {
            assertReadingEnds(minor, process, List.of(new Selector.AllTasks(), new Selector.TaskNamed("gatherer")), 20);
        }
    }

    private static void assertReadingEnds(
            String minor, PythonProcess process, List<Selector> selectors, long leastProblems) throws Exception {
        var tally = new Tally();
        for (int seed = 0; seed < RUNS; seed++) {
            long number = seed;
            double rate = RATES[seed / 2 % RATES.length];
            // Of those that are wrong from the start, most are not even recognized.
            boolean fromTheStart = seed % 2 == 1;
            run("CPython %s, seed %d, rate %s".formatted(minor, seed, rate), () -> {
                tally.add(
                        read(process, selectors, new Settings(minor.hashCode() * 1000L + number, rate, fromTheStart)));
            });
        }
        // Else it were no test.
        assertThat(tally.read).as("looks that gave stacks").isGreaterThan(RUNS / 2);
        assertThat(tally.frames).as("frames that were read all the same").isGreaterThan(1000);
        assertThat(tally.problems).as("problems that were told").isGreaterThan(leastProblems);
    }

    private record Settings(long seed, double rate, boolean fromTheStart) {}

    /** What came of it all. */
    private static final class Tally {
        private int read;
        private long frames;
        private long problems;

        void add(@Nullable Extraction extraction) {
            if (extraction != null) {
                read++;
                problems += extraction.problems().size();
                extraction.stacks().forEach(this::add);
                new TaskTree(extraction).stacks.forEach(this::add);
            }
        }

        private void add(Stack stack) {
            frames += stack.frames().size();
            problems += stack.problems().size();
        }
    }

    private static List<Selector> selectors(PythonProcess process) {
        var selectors = new ArrayList<Selector>();
        selectors.add(new Selector.AllThreads());
        for (String name : OracleReport.names(process.ask("names"))) {
            selectors.add(Selector.parse("__main__.OBJECTS[\"" + name + "\"]"));
        }
        OracleReport.parse(process.ask("report")).objects().values().stream()
                .map(object -> new Selector.At(object.address()))
                .forEach(selectors::add);
        return selectors;
    }

    /** Null if it was refused. */
    private static @Nullable Extraction read(PythonProcess process, List<Selector> selectors, Settings settings)
            throws ProcessException {
        var corruption = new AtomicReference<Corruption>();
        LiveProcess seen = LiveProcess.open(process.pid(), source -> {
            corruption.set(new Corruption(source, settings.seed, settings.rate, settings.fromTheStart));
            return corruption.get();
        });
        try {
            Optional<TargetRuntime> runtime = CPythonProvider.attach(seen);
            if (runtime.isEmpty()) {
                return null;
            }
            Objects.requireNonNull(corruption.get()).begin();
            try (var target = Target.of(runtime.get())) {
                Extraction extraction =
                        target.extract(selectors, ExtractOptions.defaults().withLocals(true));
                assertThat((long) extraction.toString().length()).isLessThan(MAX_CHARACTERS);
                return extraction;
            }
        } catch (AsynctbException e) {
            assertThat(e).hasMessageEndingWith(".");
            return null;
        }
    }

    private interface Run {
        void run() throws Exception;
    }

    /** Runs it under watch. */
    private static void run(String what, Run run) throws InterruptedException {
        var done = new CompletableFuture<Void>();
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                run.run();
                done.complete(null);
            } catch (Exception | Error e) {
                done.completeExceptionally(e);
            }
        });
        try {
            done.get(SECONDS_OF_A_RUN, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            throw new AssertionError(what + ": " + cause + "\n" + lines(cause.getStackTrace()), cause);
        } catch (TimeoutException e) {
            throw new AssertionError(
                    what + " does not end:\n"
                            + Arrays.toString(thread.getStackTrace()).replace(", ", "\n"),
                    e);
        }
    }

    /** The innermost calls; Maven would show none but the test's own. */
    private static String lines(StackTraceElement[] trace) {
        return Arrays.stream(trace).limit(30).map(Object::toString).collect(Collectors.joining("\n"));
    }
}
