package asynctb.cpython;

import asynctb.model.Frame;
import asynctb.testkit.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Another tool that reads the stacks of a Python from outside. */
enum Peer {
    PY_SPY {
        @Override
        Map<Long, List<PeerFrame>> threads(long pid) {
            var threads = new TreeMap<Long, List<PeerFrame>>();
            String json = run("py-spy", "dump", "--json", "--pid", Long.toString(pid));
            for (Object thread : (List<?>) Objects.requireNonNull(Json.parse(json))) {
                var members = (Map<?, ?>) thread;
                var frames = new ArrayList<PeerFrame>();
                for (Object frame : (List<?>) Objects.requireNonNull(members.get("frames"))) {
                    var parts = (Map<?, ?>) frame;
                    frames.add(new PeerFrame(
                            String.valueOf(parts.get("filename")),
                            (Long) Objects.requireNonNull(parts.get("line")),
                            String.valueOf(parts.get("name"))));
                }
                threads.put((Long) Objects.requireNonNull(members.get("os_thread_id")), frames.reversed());
            }
            return threads;
        }
    },
    PYSTACK {
        @Override
        Map<Long, List<PeerFrame>> threads(long pid) {
            var threads = new TreeMap<Long, List<PeerFrame>>();
            List<PeerFrame> frames = List.of();
            for (String line : run("pystack", "--no-color", "remote", Long.toString(pid))
                    .lines()
                    .toList()) {
                Matcher thread = PYSTACK_THREAD.matcher(line);
                Matcher frame = PYSTACK_FRAME.matcher(line);
                if (thread.find()) {
                    frames = new ArrayList<>();
                    threads.put(Long.parseLong(thread.group(1)), frames);
                } else if (frame.find()) {
                    frames.add(new PeerFrame(frame.group(1), Long.parseLong(frame.group(2)), frame.group(3)));
                }
            }
            return threads;
        }
    };

    /** The property that names the folder of the tools. */
    static final String FOLDER = "asynctb.peers";

    private static final Pattern PYSTACK_THREAD = Pattern.compile("^Traceback for thread (\\d+) ");
    private static final Pattern PYSTACK_FRAME =
            Pattern.compile("^\\s+\\(Python\\) File \"(.*)\", line (\\d+), in (.*)$");

    /** A frame as the tool shows it. */
    record PeerFrame(String file, long line, String function) {
        static PeerFrame of(Frame frame) {
            return new PeerFrame(frame.file(), frame.line(), frame.function());
        }

        @Override
        public String toString() {
            return file + ":" + line + ":" + function;
        }
    }

    /** Frames outermost first, by the thread's native number. */
    abstract Map<Long, List<PeerFrame>> threads(long pid);

    private static String run(String tool, String... arguments) {
        var command = new ArrayList<String>();
        @Nullable String folder = System.getProperty(FOLDER);
        command.add(Path.of(Objects.requireNonNull(folder), tool).toString());
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
