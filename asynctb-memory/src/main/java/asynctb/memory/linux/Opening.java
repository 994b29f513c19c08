package asynctb.memory.linux;

import asynctb.memory.Mapping;
import asynctb.memory.ProcessException;
import asynctb.memory.ProcessException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process whose memory was seen to be readable.
 *
 * @param memory to be closed by whoever takes it
 */
record Opening(ProcDirectory directory, MemoryFile memory) {
    private static final int MAX_MAPS = 256 << 20;

    static Opening of(long pid) throws ProcessException {
        Path path = ProcDirectory.of(pid);
        Optional<ProcStat> stat = ProcFiles.optionalText(path.resolve("stat")).flatMap(ProcStat::parse);
        if (stat.isEmpty()) {
            throw Refusal.missing(pid);
        }
        Refusal.refuseOthers(pid, stat.get());
        var directory =
                new ProcDirectory(pid, path, image(path, stat.get()), stat.get().startTicks());
        if (isEnded(stat.get().state()) && directory.image().equals(path)) {
            throw Refusal.zombie(pid, stat.get());
        }
        try {
            var memory = new MemoryFile(directory.image().resolve("mem"));
            try {
                return probed(directory, memory);
            } catch (IOException | ProcessException e) {
                memory.close();
                throw e;
            }
        } catch (IOException e) {
            throw directory.stat().isEmpty() ? gone(pid) : Refusal.notPermitted(directory);
        }
    }

    private static Opening probed(ProcDirectory directory, MemoryFile memory) throws IOException, ProcessException {
        for (Mapping mapping : mappings(directory)) {
            if (mapping.readable() && memory.read(mapping.start(), new byte[1], 0, 1) == 1) {
                return new Opening(directory, memory);
            }
        }
        if (directory.stat().filter(stat -> !isEnded(stat.state())).isEmpty()) {
            throw gone(directory.pid());
        }
        throw Refusal.notPermitted(directory);
    }

    static List<Mapping> mappings(ProcDirectory directory) throws IOException {
        return MapsReader.parse(ProcFiles.text(directory.image().resolve("maps"), MAX_MAPS));
    }

    static boolean isEnded(char state) {
        return state == 'Z' || state == 'X' || state == 'x';
    }

    /** The first thread may end before the others; then it has no memory any more, but they have. */
    private static Path image(Path path, ProcStat stat) {
        if (!isEnded(stat.state())) {
            return path;
        }
        try {
            for (long tid : ProcFiles.numbers(path.resolve("task"))) {
                Path thread = path.resolve("task").resolve(Long.toString(tid));
                Optional<ProcStat> found =
                        ProcFiles.optionalText(thread.resolve("stat")).flatMap(ProcStat::parse);
                if (found.isPresent() && !isEnded(found.get().state())) {
                    return thread;
                }
            }
        } catch (IOException e) {
            // It ended just now, or is not ours to look at; the caller finds out which.
        }
        return path;
    }

    private static ProcessException gone(long pid) {
        return new ProcessException(Reason.GONE, "Process " + pid + " ended while it was being looked at.");
    }
}
