package asynctb.memory.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The directory of a process below {@code /proc}, with what tells it from a later process of the same number.
 *
 * @param path the directory
 * @param image the directory with the memory and all that belongs to it: that of a living thread where the first thread
 *     has ended before the others
 * @param startTicks when the process was started
 */
record ProcDirectory(long pid, Path path, Path image, long startTicks) {
    static Path of(long pid) {
        return Path.of("/proc", Long.toString(pid));
    }

    /** What is said of the process now; empty if it is gone, even if another one has its number. */
    Optional<ProcStat> stat() {
        return ProcFiles.optionalText(path.resolve("stat"))
                .flatMap(ProcStat::parse)
                .filter(stat -> stat.startTicks() == startTicks);
    }

    ProcStatus status() throws IOException {
        return ProcStatus.parse(ProcFiles.text(image.resolve("status")));
    }
}
