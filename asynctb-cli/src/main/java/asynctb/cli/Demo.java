package asynctb.cli;

import asynctb.AsynctbException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A small Python program of ours, running. It ends by itself when we are gone, whatever became of us: it waits for the
 * end of its standard input.
 */
final class Demo implements AutoCloseable {
    private static final String PROGRAM = "asynctb_demo.py";
    private static final String READY = "ready ";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Path folder;
    private final Process python;
    private long pid;

    private Demo(Path folder, Process python) {
        this.folder = folder;
        this.python = python;
    }

    /**
     * Starts the program and waits until there is something to see.
     *
     * @param path the environment variable PATH
     * @throws AsynctbException if there is no python3, or it does not run the program
     */
    static Demo start(String path, Interruption interruption) {
        String interpreter = find(path);
        if (interpreter == null) {
            throw new AsynctbException(
                    "There is no python3 on the PATH to show anything on; asynctb PID shows any Python"
                            + " program that is running already.");
        }
        try {
            Demo demo = launch(interpreter);
            interruption.onInterrupt(demo::close);
            demo.awaitReady(interpreter, interruption);
            return demo;
        } catch (IOException e) {
            throw new AsynctbException("The program for the demonstration could not be started: " + e.getMessage(), e);
        }
    }

    private static @Nullable String find(String path) {
        for (String folder : path.split(File.pathSeparator, -1)) {
            var file = new File(folder, "python3");
            if (!folder.isEmpty() && file.isFile() && file.canExecute()) {
                return file.getPath();
            }
        }
        return null;
    }

    private static Demo launch(String interpreter) throws IOException {
        Path folder = Files.createTempDirectory("asynctb-demo");
        try (InputStream program = Demo.class.getResourceAsStream(PROGRAM)) {
            if (program == null) {
                throw new IOException("it is missing in this build");
            }
            Files.copy(program, folder.resolve(PROGRAM));
            // Older than the process beyond all doubt: the system tells a process's age only to about a second.
            Files.setLastModifiedTime(
                    folder.resolve(PROGRAM), FileTime.from(Instant.now().minusSeconds(60)));
            var builder =
                    new ProcessBuilder(interpreter, folder.resolve(PROGRAM).toString());
            return new Demo(
                    folder,
                    builder.redirectError(ProcessBuilder.Redirect.DISCARD).start());
        } catch (IOException e) {
            delete(folder);
            throw e;
        }
    }

    /** It says its number itself: python3 may be a script that starts another process. */
    private void awaitReady(String interpreter, Interruption interruption) throws IOException {
        String line = firstLine(System.nanoTime() + PATIENCE_NANOS, interruption);
        if (!line.startsWith(READY)) {
            close();
            if (interruption.hasCome()) {
                throw new AsynctbException("Interrupted before the demonstration began.");
            }
            throw new AsynctbException(
                    interpreter + " does not run the program for the demonstration; asynctb PID shows"
                            + " any Python program that is running already.");
        }
        pid = Long.parseLong(line.substring(READY.length()).strip());
    }

    /** What it says first; empty if that does not come in time. */
    private String firstLine(long end, Interruption interruption) throws IOException {
        InputStream said = python.getInputStream();
        var line = new StringBuilder();
        while (line.indexOf("\n") < 0) {
            boolean isAlive = python.isAlive();
            if (said.available() > 0) {
                line.append(new String(said.readNBytes(said.available()), StandardCharsets.US_ASCII));
            } else if (!isAlive || System.nanoTime() > end || interruption.hasCome()) {
                return "";
            } else {
                pause();
            }
        }
        return line.toString();
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long pid() {
        return pid;
    }

    Path program() {
        return folder.resolve(PROGRAM);
    }

    /** Ends the program and removes it. */
    @Override
    public void close() {
        try {
            python.getOutputStream().close();
            if (!python.waitFor(1, TimeUnit.SECONDS)) {
                python.destroyForcibly();
            }
        } catch (IOException e) {
            python.destroyForcibly();
        } catch (InterruptedException e) {
            python.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        delete(folder);
    }

    private static void delete(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(PROGRAM));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // A temporary folder that cannot be removed harms nobody.
        }
    }
}
