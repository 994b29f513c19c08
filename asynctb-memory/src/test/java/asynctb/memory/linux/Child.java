package asynctb.memory.linux;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;

/** A process for a test; killed when the test is over. */
final class Child implements AutoCloseable {
    private static final boolean HAS_PYTHON = onPath("python3");

    private final Process process;
    private final BufferedReader output;

    private Child(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    static Child of(String... command) throws IOException {
        return new Child(List.of(command));
    }

    /** A Python that runs a program; the program prints a line as soon as it is ready. */
    static Child python(String program, Object... arguments) throws IOException {
        Assumptions.assumeTrue(HAS_PYTHON, "python3 is not on PATH");
        var command = new ArrayList<String>(List.of("python3", "-u", "-c", program));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        return new Child(command);
    }

    static boolean isRoot() throws IOException {
        return FileFacts.of(Path.of("/proc/self")).user() == 0;
    }

    static boolean onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** Waits until something is so; the number of tries is a guard against hanging only. */
    static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 3000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        if (!condition.getAsBoolean()) {
            throw new AssertionError("it did not come to pass");
        }
    }

    /** The next line that it prints. */
    String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the child has ended");
        }
        return line;
    }

    long pid() {
        return process.pid();
    }

    /** Waits until its first thread sleeps. */
    Child asleep() throws InterruptedException {
        await(() -> ProcFiles.optionalText(ProcDirectory.of(pid()).resolve("stat"))
                .flatMap(ProcStat::parse)
                .filter(stat -> stat.state() == 'S')
                .isPresent());
        return this;
    }

    /** Waits until it runs the program of that name. */
    Child running(String name) throws InterruptedException {
        await(() -> ProcFiles.optionalText(ProcDirectory.of(pid()).resolve("comm"))
                .map(String::strip)
                .filter(name::equals)
                .isPresent());
        return asleep();
    }

    int exit() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        kill();
    }

    /** Ends it and waits until it has ended. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
