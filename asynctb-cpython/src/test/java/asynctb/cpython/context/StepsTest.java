package asynctb.cpython.context;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;

/**
 * At every stop of programs that stop in all places of interest, the contexts that are read are those that the managers
 * wrote down themselves: entering, in the body, and leaving, by every way out, sync and async, suspended and running.
 */
class StepsTest {
    /** A thread; a coroutine that is suspended, and one that runs; a generator; an async generator. */
    private static final List<String> MODES = List.of("thread", "coro", "corothread", "gen", "agen");

    private static final List<String> FILES = List.of(
            "situations.py",
            "situations_long.py",
            "situations_38.py",
            "situations_39.py",
            "situations_310.py",
            "situations_311.py");

    @EachPython
    void everySituation(Python python) {
        try (var program = SteppedProgram.start(python)) {
            for (String mode : MODES) {
                forEachFile(python, file -> program.runAll(file, mode, null));
            }
            assertThat(program.differences()).isEmpty();
            assertThat(program.stops()).isGreaterThan(800);
        }
    }

    @EachPython
    @Tag("long")
    void exceptionsThatComeFromOutside(Python python) {
        try (var program = SteppedProgram.start(python)) {
            for (String mode : MODES) {
                var random = new Random(5);
                program.runAll("situations.py", mode, random);
                program.runAll("situations.py", mode, random);
            }
            assertThat(program.differences()).isEmpty();
        }
    }

    @EachPython
    @Tag("long")
    void underTrace(Python python) {
        try (var program = SteppedProgram.start(python, "--trace")) {
            for (String mode : MODES) {
                program.runAll("situations.py", mode, null);
            }
            assertThat(program.differences()).isEmpty();
        }
    }

    /** Coverage tools, profilers and debuggers replace instructions since 3.12. */
    @EachPython
    @Tag("long")
    void underMonitoring(Python python) {
        if (python.isAtLeast("3.12")) {
            try (var program = SteppedProgram.start(python, "--monitor")) {
                for (String mode : MODES) {
                    program.runAll("situations.py", mode, null);
                }
                assertThat(program.differences()).isEmpty();
            }
        }
    }

    @EachPython
    @Tag("long")
    void afterByteCodeWasSpecialised(Python python) {
        try (var program = SteppedProgram.start(python, "--warm")) {
            for (String mode : List.of("coro", "gen")) {
                program.runAll("situations.py", mode, null);
            }
            assertThat(program.differences()).isEmpty();
        }
    }

    @EachPython
    void randomPrograms(Python python) {
        int count = Integer.getInteger("asynctb.random.programs", 2);
        int first = Integer.getInteger("asynctb.random.seed", 1);
        try (var program = SteppedProgram.start(python)) {
            for (int seed = first; seed < first + count; seed++) {
                for (String mode : MODES) {
                    program.runRandom(seed, mode, new Random(seed));
                }
            }
            assertThat(program.differences())
                    .as("programs of the seeds from %d on, %d of them", first, count)
                    .isEmpty();
        }
    }

    private static void forEachFile(Python python, Consumer<String> action) {
        for (String file : FILES) {
            String digits = file.replaceAll("[^0-9]", "");
            if (digits.isEmpty() || python.isAtLeast("3." + digits.substring(1))) {
                action.accept(file);
            }
        }
    }
}
