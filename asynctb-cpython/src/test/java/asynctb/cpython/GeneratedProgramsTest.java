package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every stack of programs made by chance is what that Python itself says it is. The system property
 * {@code asynctb.seed} gives others.
 */
class GeneratedProgramsTest {
    private static final long SEED = Long.getLong("asynctb.seed", 1);
    private static final int PROGRAMS = 200;
    private static final int IN_ONE_PROCESS = 50;

    @TempDir
    private Path folder;

    @EachPython
    void stacksOfTheFirstAreWhatPythonSaysTheyAre(Python python) {
        compare(python, 0);
    }

    @EachPython
    @Tag("long")
    void stacksOfTheOthersAreWhatPythonSaysTheyAre(Python python) {
        for (int first = IN_ONE_PROCESS; first < PROGRAMS; first += IN_ONE_PROCESS) {
            compare(python, first);
        }
    }

    private void compare(Python python, int first) {
        int last = first + IN_ONE_PROCESS - 1;
        try (PythonProcess process = start(python, first)) {
            OracleComparison.Outcome outcome = OracleComparison.compare(process);

            assertThat(outcome.text())
                    .as("differences in %s, programs %d to %d of seed %d", process, first, last, SEED)
                    .isEmpty();
            assertThat(outcome.frames()).isGreaterThan(30 * IN_ONE_PROCESS);
        }
    }

    private PythonProcess start(Python python, int first) {
        return python.start(
                Programs.find("generated.py"),
                Long.toString(SEED),
                Integer.toString(first),
                Integer.toString(IN_ONE_PROCESS),
                folder.toString());
    }
}
