package asynctb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process of this machine that could be looked at.
 *
 * @param pid its number as seen from here
 * @param implementation the runtime: {@code cpython}
 * @param version the runtime's version; null if it could not be told
 * @param user the name, or else the number, of the user it runs as
 * @param threads how many native threads it has; 0 if not known
 * @param command the words of its command line
 * @param obstacle why it cannot be looked at; null if it can
 */
public record ProcessSummary(
        long pid,
        String implementation,
        @Nullable String version,
        String user,
        int threads,
        List<String> command,
        @Nullable String obstacle) {
    public ProcessSummary {
        command = List.copyOf(command);
    }
}
