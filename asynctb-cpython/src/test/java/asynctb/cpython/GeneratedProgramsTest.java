package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every stack of programs made by chance is what that Python itself says it is. The system properties
 * {@code asynctb.seed} and {@code asynctb.programs} give other programs and another number of them.
 */
class GeneratedProgramsTest {
    private static final long SEED = Long.getLong("asynctb.seed", 1);
    private static final int PROGRAMS = Integer.getInteger("asynctb.programs", 200);
    private static final int IN_ONE_PROCESS = 50;

    @EachPython
    void everyStackIsWhatPythonSaysItIs(Python python, @TempDir Path folder) {
        int frames = 0;
        for (int first = 0; first < PROGRAMS; first += IN_ONE_PROCESS) {
            int count = Math.min(IN_ONE_PROCESS, PROGRAMS - first);
            try (PythonProcess process = start(python, first, count, folder)) {
                OracleComparison.Outcome outcome = OracleComparison.compare(process);

                assertThat(outcome.text())
                        .as("differences in %s, programs %d to %d of seed %d", process, first, first + count - 1, SEED)
                        .isEmpty();
                frames += outcome.frames();
            }
        }
        assertThat(frames).isGreaterThan(30 * PROGRAMS);
    }

    private static PythonProcess start(Python python, int first, int count, Path folder) {
        return python.start(
                Programs.find("generated.py"),
                Long.toString(SEED),
                Integer.toString(first),
                Integer.toString(count),
                folder.toString());
    }
}
