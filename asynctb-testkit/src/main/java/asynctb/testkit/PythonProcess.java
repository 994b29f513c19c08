package asynctb.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs in a Python, as a child of this process or of a shell between. The protocol: it writes what it has to say to its
 * standard output, then the line {@code ready}; it may then answer each line of its standard input with one line. It
 * should end at the end of its input; closing kills it anyway.
 */
public final class PythonProcess implements AutoCloseable {
    /** The property that bounds each wait for the program, in seconds. */
    public static final String PATIENCE = "asynctb.patience";

    private static final String READY = "ready";
    private static final String END = "\u0000end";
    private static final int LINES_KEPT_OF_STDERR = 500;

    private final String name;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Queue<String> stderrLines = new ConcurrentLinkedQueue<>();
    private final List<String> greeting = new ArrayList<>();
    private long pid;

    private PythonProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.pid = process.pid();
    }

    static PythonProcess start(Python python, Map<String, String> environment, Path program, String... arguments) {
        return start(name(python, program), command(List.of(), python, program, arguments), environment);
    }

    /** A shell starts it, says its number and waits for it. */
    static PythonProcess startApart(Python python, Path program, String... arguments) {
        List<String> shell = List.of("sh", "-c", "exec 3<&0; \"$@\" <&3 3<&- & echo $!; wait", "sh");
        PythonProcess started = start(name(python, program), command(shell, python, program, arguments), Map.of());
        started.pid = Long.parseLong(started.greeting.removeFirst());
        return started;
    }

    private static String name(Python python, Path program) {
        return program.getFileName() + " in CPython " + python.version();
    }

    private static List<String> command(List<String> by, Python python, Path program, String... arguments) {
        var command = new ArrayList<>(by);
        command.add(python.executable().toString());
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * Starts a program by a command, which may be anything that keeps to the protocol: a program that embeds Python, a Python
     * behind {@code chroot}.
     *
     * @param environment what to set; other variables are inherited, but for those that begin with {@code PYTHON}
     */
    public static PythonProcess start(List<String> command, Map<String, String> environment) {
        return start(String.join(" ", command), command, environment);
    }

    private static PythonProcess start(String name, List<String> command, Map<String, String> environment) {
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("PYTHON"));
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().putAll(environment);
        try {
            var started = new PythonProcess(name, builder.start());
            started.follow();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    private void follow() {
        follow(process.getInputStream(), lines::add, () -> lines.add(END));
        follow(process.getErrorStream(), this::keepOfStderr, () -> {});
        try {
            String line = nextLine();
            while (!line.equals(READY)) {
                greeting.add(line);
                line = nextLine();
            }
        } catch (IllegalStateException e) {
            close();
            throw e;
        }
    }

    private static void follow(InputStream stream, Consumer<String> onLine, Runnable onEnd) {
        Thread.ofVirtual().start(() -> {
            try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    onLine.accept(line);
                }
            } catch (IOException e) {
                // The stream is closed when the program is killed.
            } finally {
                onEnd.run();
            }
        });
    }

    private void keepOfStderr(String line) {
        if (stderrLines.size() < LINES_KEPT_OF_STDERR) {
            stderrLines.add(line);
        }
    }

    private String nextLine() {
        long patience = Long.getLong(PATIENCE, 120);
        try {
            @Nullable String line = lines.poll(patience, TimeUnit.SECONDS);
            if (line == null) {
                throw new IllegalStateException(this + " said nothing for " + patience + " s; stderr:\n" + stderr());
            }
            if (line.equals(END)) {
                boolean ended = process.waitFor(5, TimeUnit.SECONDS);
                String status = ended ? "ended with " + process.exitValue() : "closed its standard output";
                throw new IllegalStateException(this + " " + status + "; stderr:\n" + stderr());
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + this, e);
        }
    }

    /** Its number. */
    public long pid() {
        return pid;
    }

    /** The number of the process that it started last, or that this one did: the program itself behind {@code unshare}. */
    public long innermostPid() {
        ProcessHandle handle = process.toHandle();
        for (var child = handle.children().findFirst();
                child.isPresent();
                child = handle.children().findFirst()) {
            handle = child.get();
        }
        return handle.pid();
    }

    /** What it wrote before it was ready, line by line. */
    public List<String> greeting() {
        return List.copyOf(greeting);
    }

    /** Writes a line to its standard input and waits for the line that it answers. */
    public String ask(String question) {
        try {
            var input = process.getOutputStream();
            input.write((question + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(this + " does not listen; stderr:\n" + stderr(), e);
        }
        return nextLine();
    }

    /** What it has written to its standard error so far, but for what is beyond a bound. */
    public String stderr() {
        return String.join("\n", stderrLines);
    }

    /** Waits until none of its threads runs or wants to: none was scheduled between two looks. */
    public void awaitRest() {
        ProcessRest.await(innermostPid(), Long.getLong(PATIENCE, 120));
    }

    /** Kills it and what it started, and nothing else. */
    @Override
    public void close() {
        kill();
    }

    /** Kills it and what it started, and waits until it is gone. */
    public void kill() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name + " (pid " + pid + ")";
    }
}
