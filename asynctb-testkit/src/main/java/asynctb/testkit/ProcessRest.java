package asynctb.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Tells whether a process of Linux is at rest. */
final class ProcessRest {
    private static final long BETWEEN_LOOKS_MILLIS = 20;
    private static final int EQUAL_LOOKS = 3;

    private ProcessRest() {}

    /** Waits until several looks in a row see all threads asleep, and that none was scheduled in between. */
    static void await(long pid, long patienceSeconds) {
        long deadline = System.nanoTime() + patienceSeconds * 1_000_000_000L;
        List<String> previous = List.of();
        int equal = 0;
        while (equal < EQUAL_LOOKS) {
            List<String> current = look(pid);
            boolean asleep = current.stream().allMatch(thread -> thread.contains("State:\tS"));
            equal = asleep && !current.isEmpty() && current.equals(previous) ? equal + 1 : 0;
            previous = current;
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("process " + pid + " does not come to rest: " + current);
            }
            pause();
        }
    }

    private static List<String> look(long pid) {
        var threads = new ArrayList<String>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks.sorted().toList()) {
                List<String> kept = Files.readAllLines(task.resolve("status")).stream()
                        .filter(line -> line.startsWith("State:") || line.contains("ctxt_switches:"))
                        .toList();
                threads.add(task.getFileName() + " " + kept);
            }
        } catch (IOException e) {
            return List.of();
        }
        return threads;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
