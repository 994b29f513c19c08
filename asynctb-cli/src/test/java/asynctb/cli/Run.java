package asynctb.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What a command did.
 *
 * @param status 0 if it went well
 * @param output what it wrote
 * @param errors what it wrote to standard error
 */
record Run(int status, String output, String errors) {
    static Run of(List<String> command) {
        return of(command, Map.of());
    }

    static Run of(List<String> command, Map<String, String> environment) {
        try {
            var builder = new ProcessBuilder(command);
            builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                var output = text(process.getInputStream());
                var errors = text(process.getErrorStream());
                if (!process.waitFor(100, TimeUnit.SECONDS)) {
                    throw new AssertionError(command + " does not end");
                }
                return new Run(process.exitValue(), output.join(), errors.join());
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static CompletableFuture<String> text(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** What the command writes, on either of its streams, when it is called in this process. */
    static String here(String... arguments) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        new Command(
                        new Surroundings(stream, stream, Map.of("COLUMNS", "120"), false, false),
                        new LiveTargets(),
                        new Interruption())
                .run(arguments);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The file of a test's program. */
    static Path program(String name) {
        try {
            return Path.of(Objects.requireNonNull(Run.class.getResource("/programs/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The folder of the whole project. */
    static Path project() {
        Path folder = Path.of("").toAbsolutePath();
        while (!folder.resolve("asynctb-cli").toFile().isDirectory()) {
            folder = Objects.requireNonNull(folder.getParent(), "the tests do not run inside of the project");
        }
        return folder;
    }
}
