package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.Needs;
import asynctb.testkit.PythonProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/tour.md} shows is what its commands print of its programs. */
class TourTest {
    private static final String PYTHON = "3.12";
    private static final String SHOWN_FOLDER = "/srv/tour";
    private static final Pattern STEP =
            Pattern.compile("<!-- run (\\S+) -->\\s*```text\\n\\$ ([^\\n]*)\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder = Path.of("");

    /** A command of the tour, the program that it looks at, and what it is said to print. */
    record Step(String program, String command, String output) {
        @Override
        public String toString() {
            return program + ": " + command;
        }
    }

    static Stream<Step> steps() throws IOException {
        Matcher page = STEP.matcher(Files.readString(Run.project().resolve("docs/tour.md")));
        return page.results().map(step -> new Step(step.group(1), step.group(2), step.group(3)));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void isAsPrinted(Step step) throws IOException {
        if (step.command().contains("jq ")) {
            Needs.tools("jq");
        }
        assertThat(comparable(run(step))).isEqualTo(comparable(step.output()));
    }

    private String run(Step step) throws IOException {
        String python = Needs.python(PYTHON).executable().toString();
        Path programs = Run.project().resolve("docs/tour");
        String program = programs.resolve(step.program()).toString();
        // The programs do not say when they are ready; they are when they rest.
        var start = List.of("sh", "-c", "echo ready; exec \"$@\"", "sh", python, program);
        String path = Classes.command(folder).getParent() + File.pathSeparator + System.getenv("PATH");
        try (var process = PythonProcess.start(start, Map.of())) {
            process.awaitRest();
            String pid = Long.toString(process.pid());
            Run run = Run.of(List.of("sh", "-c", step.command()), Map.of("PATH", path, "PID", pid));
            assertThat(run.errors()).isEmpty();
            return run.output().replace(programs.toString(), SHOWN_FOLDER);
        }
    }

    /** Without the head, numbers that differ from run to run, lines of the library's own files, and alignment. */
    private static String comparable(String output) {
        return output.replaceFirst("Process .*\\n *CPython .*\\n", "")
                .replaceAll("0x[0-9a-f]+", "0x…")
                .replaceAll("(?i)thread \\d+", "thread …")
                .replaceAll("socket:\\[\\d+", "socket:[…")
                .replaceAll("[0-9.]+ s left", "… s left")
                .replaceAll("(asyncio/\\w+|threading|selectors)\\.py:\\d+", "$1.py:…")
                .replaceAll(" +", " ")
                .strip();
    }
}
