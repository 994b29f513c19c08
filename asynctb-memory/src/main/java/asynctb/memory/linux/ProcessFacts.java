package asynctb.memory.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What anybody may know of a process, without the right to read its memory.
 *
 * @param pid its number
 * @param user the name of the user whose rights it has, or its number in digits
 * @param threads how many threads it has; 0 if that is not known
 * @param command the words that it was started with, or has put in their place
 */
public record ProcessFacts(long pid, String user, int threads, List<String> command) {
    public ProcessFacts {
        command = List.copyOf(command);
    }

    /** Of a process; null if it is gone. */
    public static @Nullable ProcessFacts of(long pid) {
        Path directory = ProcDirectory.of(pid);
        try {
            ProcStatus status = ProcStatus.parse(ProcFiles.text(directory.resolve("status")));
            return new ProcessFacts(
                    pid,
                    Users.name(status.number("Uid", 1)),
                    (int) status.number("Threads", 0),
                    LiveProcess.command(directory));
        } catch (IOException e) {
            return null;
        }
    }
}
