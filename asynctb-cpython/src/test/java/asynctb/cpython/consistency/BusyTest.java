package asynctb.cpython.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.cpython.Programs;
import asynctb.model.Extraction;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.model.TargetInfo.Consistency;
import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;

/** Programs that never rest: no stack that they cannot have is shown without a mark. */
class BusyTest {
    private static final List<String> MODES = List.of("threads", "generators", "coroutines", "recursion");
    private static final ExtractOptions OPTIONS = ExtractOptions.defaults().withMaxPause(Duration.ofSeconds(20));

    private final Path program = Programs.find("busy.py");
    private final BusyProgram possible = new BusyProgram(program);
    private final List<String> impossible = new ArrayList<>();
    private int stacks;
    private int marked;
    private int unproven;

    @EachPython
    void pausedWhereItMustBe(Python python) {
        run(python, 5, OPTIONS);
        pausesWereEnough();
    }

    @EachPython
    void neverPausedIfThatIsNotAllowed(Python python) {
        run(python, 5, OPTIONS.withPause(false));
        // At least half are not marked where the machine has nothing else to do; the long test asks for that.
        assertThat(marked).as("marked of %s stacks", stacks).isLessThan(stacks);
    }

    @Tag("long")
    @EachPython
    void pausedManyTimes(Python python) {
        run(python, 50, OPTIONS);
        pausesWereEnough();
    }

    @Tag("long")
    @EachPython
    void notPausedManyTimes(Python python) {
        run(python, 50, OPTIONS.withPause(false));
        assertThat(marked).as("marked of %s stacks", stacks).isLessThanOrEqualTo(stacks / 2);
    }

    /** Three pauses may be too few where the machine has other things to do; then that is said. */
    private void pausesWereEnough() {
        assertThat(unproven).as("unproven in spite of pauses").isLessThanOrEqualTo(1);
        assertThat(marked).isLessThanOrEqualTo(unproven * 9);
    }

    private void run(Python python, int times, ExtractOptions options) {
        for (String mode : MODES) {
            String seed = Integer.toString(RandomGenerator.getDefault().nextInt(1_000_000));
            System.out.printf(
                    "%s %s with seed %s in CPython %s%n", program.getFileName(), mode, seed, python.version());
            try (var process = python.startApart(program, mode, seed);
                    Target target = Asynctb.attach(process.pid())) {
                for (int i = 0; i < times; i++) {
                    check(mode, target.extract(List.of(new Selector.AllThreads()), options), options);
                }
                String steps = process.ask("?");
                while (process.ask("?").equals(steps)) {
                    Thread.onSpinWait(); // it goes on, sooner or later
                }
            }
        }
        assertThat(impossible).isEmpty();
    }

    private void check(String mode, Extraction extraction, ExtractOptions options) {
        assertThat(extraction.problems()).allMatch(problem -> problem.kind() == Problem.Kind.NOT_PAUSED);
        assertThat(extraction.stacks()).hasSize(mode.equals("threads") ? 9 : 2);
        if (options.pause()) {
            var proved = List.of(Consistency.PAUSED, Consistency.UNMOVED);
            unproven += proved.contains(extraction.target().consistency()) ? 0 : 1;
        } else {
            assertThat(extraction.target().pausedMillis()).isZero();
        }
        for (Stack stack : extraction.stacks()) {
            stacks++;
            if (BusyProgram.isMarked(stack)) {
                marked++;
                assertThat(extraction.target().consistency()).isEqualTo(Consistency.UNPROVEN);
            } else {
                String why = possible.whyImpossible(stack);
                if (!why.isEmpty()) {
                    impossible.add(mode + ", " + extraction.target().consistency() + ": " + why);
                }
            }
        }
    }
}
