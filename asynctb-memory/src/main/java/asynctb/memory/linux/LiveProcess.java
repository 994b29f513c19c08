package asynctb.memory.linux;

import asynctb.memory.Mapping;
import asynctb.memory.MemorySource;
import asynctb.memory.ProcessException;
import asynctb.memory.TargetFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A live process, seen from outside. It is never written to, and stopped only by {@link Copier}, if that is asked for.
 * Every method asks the system anew; once the process is gone, lists are empty and what may lack is lacking, even if
 * another process has got its number.
 */
public final class LiveProcess implements AutoCloseable {
    /** Linux counts in hundredths of a second here, whatever its clock does. */
    private static final long MILLIS_PER_TICK = 10;

    private static final Pattern UPTIME = Pattern.compile("([0-9]{1,12})\\.([0-9]{2})");

    private static final String DELETED = " (deleted)";

    private final ProcDirectory directory;
    private final MemoryFile memory;
    private final UnaryOperator<MemorySource> glass;
    private final MemorySource seen;

    private LiveProcess(Opening opening, UnaryOperator<MemorySource> glass) {
        this.directory = opening.directory();
        this.memory = opening.memory();
        this.glass = glass;
        this.seen = glass.apply(memory);
    }

    /**
     * Opens a process, after trying whether it can be read.
     *
     * @throws ProcessException if it cannot
     */
    public static LiveProcess open(long pid) throws ProcessException {
        return open(pid, UnaryOperator.identity());
    }

    /**
     * Opens a process to see its memory through something: a glass that distorts, to test what readers make of that.
     *
     * @throws ProcessException if it cannot be read
     */
    public static LiveProcess open(long pid, UnaryOperator<MemorySource> glass) throws ProcessException {
        return new LiveProcess(Opening.of(pid), glass);
    }

    /** The numbers of all processes to be seen from here, ascending. */
    public static List<Long> pids() {
        try {
            return ProcFiles.numbers(Path.of("/proc"));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Its number. */
    public long pid() {
        return directory.pid();
    }

    /** Its memory. May be used by several threads, which then wait for each other. */
    public MemorySource memory() {
        return seen;
    }

    /** Its memory, by the fastest way that there is for large ranges. */
    public MemorySource bulkMemory() {
        return BulkReaders.open(directory.pid())
                .map(fast -> glass.apply(new BulkMemory(fast, memory, directory)))
                .orElse(seen);
    }

    /** What copies parts of its memory at once. To be closed by the caller. */
    public Copier copier() {
        return new Copier(this, directory);
    }

    /** What lies where in its memory, ascending. */
    public List<Mapping> mappings() {
        try {
            List<Mapping> mappings = Opening.mappings(directory);
            return isAlive() ? mappings : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Its files. */
    public TargetFiles files() {
        return new RootFiles(directory);
    }

    /** Its threads, ascending by their numbers. */
    public List<NativeThread> threads() {
        var threads = new ArrayList<NativeThread>();
        try {
            for (long tid : ProcFiles.numbers(directory.path().resolve("task"))) {
                thread(tid).ifPresent(threads::add);
            }
        } catch (IOException e) {
            return List.of();
        }
        return isAlive() ? List.copyOf(threads) : List.of();
    }

    private Optional<NativeThread> thread(long tid) {
        Path thread = directory.path().resolve("task").resolve(Long.toString(tid));
        Optional<ProcStat> stat = ProcFiles.optionalText(thread.resolve("stat")).flatMap(ProcStat::parse);
        Optional<ProcStatus> status =
                ProcFiles.optionalText(thread.resolve("status")).map(ProcStatus::parse);
        if (stat.isEmpty() || status.isEmpty()) {
            return Optional.empty();
        }
        List<Long> numbers = status.get().numbers("NSpid");
        long inner = numbers.isEmpty() ? tid : numbers.get(numbers.size() - 1);
        return Optional.of(
                new NativeThread(tid, inner, stat.get().name(), stat.get().state()));
    }

    /**
     * What a thread waits for: the system call, and the file or peer behind its descriptor, in one line such as
     * {@code recvfrom(7), TCP 10.0.0.5:5432}; empty if it runs, is gone, or the system does not say.
     *
     * @param tid its number as seen from here
     */
    public Optional<String> activity(long tid) {
        return isAlive() ? new Activity(directory, memory).of(tid) : Optional.empty();
    }

    /** What all threads wait for, by their numbers; cheaper than to ask for each. */
    public Map<Long, String> activities() {
        var activities = new LinkedHashMap<Long, String>();
        var activity = new Activity(directory, memory);
        for (NativeThread thread : threads()) {
            activity.of(thread.tid()).ifPresent(words -> activities.put(thread.tid(), words));
        }
        return Collections.unmodifiableMap(activities);
    }

    /** The number of the user whose rights it has; -1 if it is gone. */
    public long uid() {
        try {
            return directory.status().number("Uid", 1);
        } catch (IOException e) {
            return -1;
        }
    }

    /** The name of that user, or its number in digits where the system's list of users has none. */
    public String user() {
        return Users.name(uid());
    }

    /** The process that started it; null if that is not to be seen from here. */
    public @Nullable Long parentPid() {
        return directory
                .stat()
                .map(ProcStat::parent)
                .filter(parent -> parent > 0)
                .orElse(null);
    }

    /** The path of the program that it runs; null if that cannot be read. */
    public @Nullable String executable() {
        return ProcFiles.link(directory.image().resolve("exe"))
                .map(path -> path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path)
                .orElse(null);
    }

    /** The words that it was started with, or has put in their place; empty if it is gone. */
    public List<String> command() {
        return command(directory.image());
    }

    static List<String> command(Path directory) {
        String text = ProcFiles.optionalText(directory.resolve("cmdline")).orElse("");
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == 0) {
            end--;
        }
        return end == 0 ? List.of() : List.of(text.substring(0, end).split("\0", -1));
    }

    /**
     * When it was started, to some hundredths of a second. The time of the boot in {@code /proc/stat} has whole seconds
     * only, so it is reckoned from the time since the boot.
     */
    public Instant startedAt() {
        String uptime = ProcFiles.optionalText(Path.of("/proc/uptime")).orElse("");
        Matcher seconds = UPTIME.matcher(uptime);
        long sinceBoot = seconds.lookingAt()
                ? Long.parseLong(seconds.group(1)) * 1000 + Long.parseLong(seconds.group(2)) * MILLIS_PER_TICK
                : 0;
        return Instant.now().minusMillis(sinceBoot).plusMillis(directory.startTicks() * MILLIS_PER_TICK);
    }

    /** Whether it has not ended. */
    public boolean isAlive() {
        return directory
                .stat()
                .filter(stat -> !Opening.isEnded(stat.state()) || hasLivingThread())
                .isPresent();
    }

    private boolean hasLivingThread() {
        return !directory.image().equals(directory.path())
                && ProcFiles.optionalText(directory.image().resolve("stat"))
                        .flatMap(ProcStat::parse)
                        .filter(stat -> !Opening.isEnded(stat.state()))
                        .isPresent();
    }

    /** The letter of its state, as in {@link NativeThread#state()}; {@code X} if it is gone. */
    public char state() {
        return directory.stat().map(ProcStat::state).orElse('X');
    }

    /** The name and number of the debugger that holds it, if one does: {@code "gdb (123)"}. */
    public Optional<String> tracer() {
        try {
            long tracer = directory.status().number("TracerPid", 0);
            return tracer <= 0 ? Optional.empty() : Optional.of(name(tracer) + " (" + tracer + ")");
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String name(long pid) {
        return ProcFiles.optionalText(ProcDirectory.of(pid).resolve("comm"))
                .map(String::strip)
                .orElse("process");
    }

    @Override
    public void close() {
        try {
            memory.close();
        } catch (IOException e) {
            // Nothing was written: there is nothing that could be lost.
        }
    }
}
