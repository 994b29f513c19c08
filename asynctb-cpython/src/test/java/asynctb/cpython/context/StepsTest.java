package asynctb.cpython.context;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.EachPython;
import asynctb.testkit.Libraries;
import asynctb.testkit.Needs;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * At every stop of programs that stop in all places of interest, the contexts that are read are those that the managers
 * wrote down themselves: entering, in the body, and leaving, by every way out, sync and async, suspended and running.
 */
class StepsTest {
    @TempDir
    Path folder = Path.of("");

    /** A thread; a coroutine that is suspended, and one that runs; a generator; an async generator. */
    static final List<String> MODES = List.of("thread", "coro", "corothread", "gen", "agen");

    private static final Set<String> SEVERAL_LINES = Set.of("s_several_lines", "s_parentheses", "s_parentheses_nested");

    private static final List<String> FILES = List.of(
            "situations.py",
            "situations_long.py",
            "situations_38.py",
            "situations_39.py",
            "situations_310.py",
            "situations_311.py");

    @EachPython
    void everySituation(Python python) {
        try (var program = start(python)) {
            for (String mode : MODES) {
                files(python).forEach(file -> program.runAll(file, mode, null));
            }
            assertThat(program.differences()).isEmpty();
            assertThat(program.stops()).isGreaterThan(800);
        }
    }

    /** Modules that are executed or imported, classes, and comprehensions are frames of their own kinds. */
    @EachPython
    void whatIsNoFunction(Python python) {
        try (var program = start(python)) {
            for (String mode : List.of("module", "import", "class")) {
                files(python).forEach(file -> program.runAll(file, mode, null));
            }
            program.runAll("situations_calls.py", "thread", null);
            assertThat(program.differences()).isEmpty();
            assertThat(program.stops()).isGreaterThan(300);
        }
    }

    @EachPython
    @Tag("long")
    void exceptionsThatComeFromOutside(Python python) {
        try (var program = start(python)) {
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
        try (var program = start(python, "--trace")) {
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
            try (var program = start(python, "--monitor")) {
                for (String mode : MODES) {
                    program.runAll("situations.py", mode, null);
                }
                assertThat(program.differences()).isEmpty();
            }
        }
    }

    /** By a trace function in C, and since 3.12 by monitoring, which replaces instructions. */
    @EachPython
    void underCoverage(Python python) {
        assertAsRecorded(python, "ctrace", List.of("thread", "coro"));
        if (python.isAtLeast("3.12")) {
            assertAsRecorded(python, "sysmon", List.of("thread", "coro"));
        }
    }

    private void assertAsRecorded(Python python, String core, List<String> modes) {
        Libraries libraries = Libraries.of(python, Libraries.NEWEST);
        Map<String, String> environment = new HashMap<>(libraries.environment());
        environment.put("COVERAGE_CORE", core);
        environment.put("COVERAGE_FILE", folder.resolve("coverage").toString());
        PythonProcess process = PythonProcess.start(
                List.of(
                        python.executable().toString(),
                        "-m",
                        "coverage",
                        "run",
                        "--include=*/situations*",
                        SteppedProgram.program("stepper.py").toString(),
                        "--traced",
                        core),
                environment);
        try (var program = SteppedProgram.of(process, new OwnRecord())) {
            modes.forEach(mode -> program.runAll("situations.py", mode, null));
            assertThat(program.differences()).isEmpty();
        }
    }

    @EachPython
    void afterByteCodeWasSpecialised(Python python) {
        assertAsRecordedAfter(python, 50);
    }

    @EachPython
    @Tag("long")
    void afterTenThousandCalls(Python python) {
        assertAsRecordedAfter(python, 10_000);
    }

    private static void assertAsRecordedAfter(Python python, int calls) {
        try (var program = start(python, "--warm", Integer.toString(calls))) {
            for (String mode : List.of("coro", "gen")) {
                program.runAll("situations.py", mode, null);
            }
            assertThat(program.differences()).isEmpty();
        }
    }

    @EachPython
    void randomPrograms(Python python) {
        int count = Integer.getInteger("asynctb.random.programs", 2 * MODES.size());
        int first = Integer.getInteger("asynctb.random.seed", 1);
        try (var program = start(python)) {
            for (int seed = first; seed < first + count; seed++) {
                program.runRandom(seed, MODES.get(seed % MODES.size()), new Random(seed));
            }
            assertThat(program.differences())
                    .as("programs of the seeds from %d on, %d of them", first, count)
                    .isEmpty();
        }
    }

    /** Lines and contexts of the situations are those of 3.12, whatever a later compiler makes of them. */
    @EachPython(min = "3.13")
    void asInOlderVersions(Python python) {
        Python older = Needs.python("3.12");
        List<String> files = files(older);
        var wanted = new HashMap<String, List<String>>();
        runAsThreadAndCoroutine(older, files, (stepped, stop) -> {
            wanted.put(stop.where(), ownLines(stop));
            return List.of();
        });

        SteppedProgram.Look look = (stepped, stop) -> {
            List<String> expected =
                    withoutLines(stop, Objects.requireNonNull(wanted.remove(stop.where()), stop.where()));
            List<String> found = withoutLines(stop, ownLines(stop));
            return found.equals(expected)
                    ? new OwnRecord().differences(stepped, stop)
                    : List.of(stop.where() + "\n  has   " + found + "\n  wants " + expected);
        };
        assertThat(runAsThreadAndCoroutine(python, files, look)).isEmpty();
        assertThat(wanted).as("stops that there were only in 3.12").isEmpty();
    }

    /**
     * Where a statement is written over several lines, a frame that enters or leaves it is in the line of the item since 3.13,
     * as Python itself tells, and not in the statement's first one.
     */
    private static List<String> withoutLines(SteppedProgram.Stop stop, List<String> lines) {
        boolean severalLines =
                SEVERAL_LINES.stream().anyMatch(name -> stop.where().contains(" " + name + ","));
        return severalLines
                ? lines.stream().map(line -> line.replaceFirst(" :\\d+$", "")).toList()
                : lines;
    }

    private static List<String> runAsThreadAndCoroutine(Python python, List<String> files, SteppedProgram.Look look) {
        try (var program = SteppedProgram.of(python.start(SteppedProgram.program("stepper.py")), look)) {
            for (String mode : List.of("thread", "coro")) {
                files.forEach(file -> program.runAll(file, mode, null));
            }
            return program.differences();
        }
    }

    /** The program's own frames and their contexts. */
    private static List<String> ownLines(SteppedProgram.Stop stop) {
        return StackLines.withTypes(stop.stack(), stop.file());
    }

    private static SteppedProgram start(Python python, String... arguments) {
        return SteppedProgram.of(python.start(SteppedProgram.program("stepper.py"), arguments), new OwnRecord());
    }

    /** The files of situations that a version can compile. */
    static List<String> files(Python python) {
        return FILES.stream()
                .filter(file -> {
                    String digits = file.replaceAll("[^0-9]", "");
                    return digits.isEmpty() || python.isAtLeast("3." + digits.substring(1));
                })
                .toList();
    }
}
