package asynctb.cpython.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a source file.
 *
 * @param lines without their margins; empty if there is none to be had
 * @param changed whether the file is newer than the process, so that other code may run than what stands in it
 */
public record SourceFile(List<String> lines, boolean changed) {
    static final SourceFile NONE = new SourceFile(List.of(), false);

    /** The text of a line without its margins; null if there is no such line. */
    public @Nullable String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : null;
    }
}
