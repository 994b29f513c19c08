package asynctb.cpython.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.cpython.Programs;
import asynctb.model.Extraction;
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

    @EachPython
    void pausedWhereItMustBe(Python python) {
        run(python, 5, OPTIONS);
        assertThat(marked).isZero();
    }

    @EachPython
    void neverPausedIfThatIsNotAllowed(Python python) {
        run(python, 5, OPTIONS.withPause(false));
        assertThat(marked).as("marked of %s stacks", stacks).isLessThanOrEqualTo(stacks / 2);
    }

    @Tag("long")
    @EachPython
    void pausedManyTimes(Python python) {
        run(python, 50, OPTIONS);
        assertThat(marked).isZero();
    }

    @Tag("long")
    @EachPython
    void notPausedManyTimes(Python python) {
        run(python, 50, OPTIONS.withPause(false));
        assertThat(marked).as("marked of %s stacks", stacks).isLessThanOrEqualTo(stacks / 2);
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
        assertThat(extraction.problems()).isEmpty();
        assertThat(extraction.stacks()).hasSize(mode.equals("threads") ? 9 : 2);
        if (options.pause()) {
            assertThat(extraction.target().consistency()).isIn(Consistency.PAUSED, Consistency.UNMOVED);
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
