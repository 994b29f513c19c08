package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.model.Frame;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.testkit.Needs;
import asynctb.testkit.PythonProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The program {@code situation_program.py}, and what must be read of it wherever it runs. */
final class Situation {
    static final Path PROGRAM = Programs.find("situation_program.py");

    private Situation() {}

    /** Every thread and the coroutine, down to the text of each line. */
    static void assertRead(PythonProcess process, Problem.Kind... expected) {
        process.awaitRest();
        assertRead(process.innermostPid(), expected);
    }

    static void assertRead(long pid, Problem.Kind... expected) {
        try (Target target = Asynctb.attach(pid)) {
            assertThat(target.extractThreads().problems())
                    .extracting(Problem::kind)
                    .containsExactly(expected);
            assertThat(frames(target.extract("thread:MainThread")))
                    .containsExactly("<module>: main()", "main: os.read(0, 1)");
            assertThat(frames(target.extract("thread:worker")))
                    .hasSizeGreaterThan(1)
                    .endsWith("work: lock.acquire()");
            assertThat(frames(target.extract("__main__.SUSPENDED")))
                    .containsExactly("outer: await inner()", "inner: await trap()", "trap: yield \"trapped\"");
        }
    }

    /** Function and source line of each frame; there must be no problems. */
    static List<String> frames(Stack stack) {
        assertThat(stack.problems()).isEmpty();
        assertThat(stack.frames())
                .allSatisfy(frame ->
                        assertThat(frame.problems()).as("problems of %s", frame).isEmpty());
        return stack.frames().stream().map(Situation::line).toList();
    }

    private static String line(Frame frame) {
        return frame.function() + ": " + frame.text();
    }

    /** Whether a file is mapped into the process whose name, without its folder, begins so. */
    static boolean maps(PythonProcess process, String prefix) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "maps")).stream()
                .anyMatch(line -> line.contains("/" + prefix));
    }

    /** Runs a command that must succeed; gives what it writes. A program that this machine lacks skips the test. */
    static String run(List<String> command) {
        Needs.tools(command.getFirst());
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output;
            try (var reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                output = reader.lines().collect(Collectors.joining("\n"));
            }
            assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String run(String... command) {
        return run(List.of(command));
    }
}
