package asynctb.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder with all that is made for the benchmark: compiled programs, the targets' programs, outputs. */
final class Workshop implements AutoCloseable {
    private final Path folder;

    private Workshop(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes everything.
     *
     * @throws IllegalStateException if a compiler is missing or fails
     */
    static Workshop open() throws IOException {
        var workshop = new Workshop(Files.createTempDirectory("asynctb-bench"));
        try {
            for (String name : List.of(
                    "target.py",
                    "threads.py",
                    "coroutines.py",
                    "contexts.py",
                    "tasks.py",
                    "triotasks.py",
                    "greenlets.py",
                    "inside.py",
                    "measure.c",
                    "watch.c",
                    "bulkread.c",
                    "Hello.java")) {
                workshop.unpack(name);
            }
            workshop.gcc("measure.c", "measure");
            workshop.gcc("bulkread.c", "bulkread");
            workshop.gcc("watch.c", "watch.so", "-shared", "-fPIC", "-pthread");
        } catch (IOException | RuntimeException e) {
            workshop.close();
            throw e;
        }
        return workshop;
    }

    /** A file in it, there or not. */
    Path file(String name) {
        return folder.resolve(name);
    }

    private void unpack(String name) throws IOException {
        try (InputStream resource = Workshop.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            Files.copy(resource, file(name));
        }
    }

    private void gcc(String source, String result, String... options) {
        var command = new ArrayList<>(List.of("gcc", "-O2", "-Wall", "-Wextra", "-Werror"));
        command.addAll(List.of(options));
        command.addAll(List.of("-o", file(result).toString(), file(source).toString()));
        run(command);
    }

    /**
     * Runs a command that is not measured.
     *
     * @return what it wrote, to standard output and standard error
     * @throws IllegalStateException if it cannot be run or fails
     */
    static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new IllegalStateException(command.getFirst() + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command.getFirst() + " ran", e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
