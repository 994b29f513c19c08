package asynctb.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Third-party libraries for a Python, in the exact versions that a lock of the project names; {@code tools/libraries/install.sh}
 * installs them outside of the checkout.
 *
 * @param python whose they are
 * @param versions the lines of the lock: {@code trio==0.19.0}
 * @param folder where they are, to be on the {@code PYTHONPATH}
 */
public record Libraries(Python python, List<String> versions, Path folder) {
    /** The set of the oldest supported versions. */
    public static final String OLDEST = "oldest";

    /** The set of the newest versions that there are for a Python. */
    public static final String NEWEST = "newest";

    /** Keeps the versions. */
    public Libraries {
        versions = List.copyOf(versions);
    }

    /**
     * A set of libraries for a Python, installed now if it was not yet. Where that fails the test is skipped, and in CI failed.
     *
     * @param set such as {@value #NEWEST}
     */
    public static Libraries of(Python python, String set) {
        Path tools = tools();
        var builder = new ProcessBuilder(
                tools.resolve("install.sh").toString(), python.executable().toString(), set);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String folder = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            Needs.that(
                    process.waitFor() == 0, "the libraries " + set + " for CPython " + python.minor() + " are missing");
            List<String> versions = Files.readAllLines(tools.resolve("locks/" + python.minor() + "-" + set + ".txt"));
            return new Libraries(python, versions, Path.of(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while libraries were installed", e);
        }
    }

    private static Path tools() {
        for (@Nullable Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path tools = at.resolve("tools/libraries");
            if (Files.isDirectory(tools)) {
                return tools;
            }
        }
        throw new IllegalStateException("the tests do not run inside of the project");
    }

    /**
     * The version of a library; empty if it is not in the set.
     *
     * @param name as in the lock: {@code trio}, {@code async-generator}
     */
    public Optional<String> version(String name) {
        String prefix = name + "==";
        return versions.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst();
    }

    /** Starts a program that can import these libraries, and waits until it is ready. */
    public PythonProcess start(Path program, String... arguments) {
        return PythonProcess.start(python, environment(), program, arguments);
    }

    /** What to set for a process that shall find these libraries. */
    public Map<String, String> environment() {
        return Map.of("PYTHONPATH", folder.toString());
    }

    @Override
    public String toString() {
        return String.join(", ", versions) + " in " + python;
    }
}
