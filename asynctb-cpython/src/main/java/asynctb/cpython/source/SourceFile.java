package asynctb.cpython.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a source file.
 *
 * @param lines without their margins; empty if there is none to be had
 * @param doubt why other code may run than what stands in the file, as the end of a sentence that the file begins; null if
 *     there is no doubt
 */
public record SourceFile(List<String> lines, @Nullable String doubt) {
    static final SourceFile NONE = new SourceFile(List.of(), null);

    /** The text of a line without its margins; null if there is no such line. */
    public @Nullable String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : null;
    }
}
