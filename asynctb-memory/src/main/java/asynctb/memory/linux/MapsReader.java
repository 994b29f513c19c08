package asynctb.memory.linux;

import asynctb.memory.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the {@code maps} file of a process apart. */
final class MapsReader {
    private static final String DELETED = " (deleted)";

    private MapsReader() {}

    static List<Mapping> parse(String text) {
        var mappings = new ArrayList<Mapping>();
        for (String line : text.split("\n", -1)) {
            parseLine(line).ifPresent(mappings::add);
        }
        return List.copyOf(mappings);
    }

    /** {@code start-end rights offset device inode path}; the path begins after blanks and may hold some. */
    private static Optional<Mapping> parseLine(String line) {
        String[] fields = line.split(" ", 6);
        int dash = fields[0].indexOf('-');
        if (fields.length < 5 || dash < 0 || fields[1].length() < 3) {
            return Optional.empty();
        }
        // Of all that a name may hold only the line's end is written otherwise, so a backslash may also be a backslash.
        String path = fields.length == 6 ? fields[5].stripLeading().replace("\\012", "\n") : "";
        boolean deleted = path.endsWith(DELETED);
        try {
            return Optional.of(new Mapping(
                    Long.parseUnsignedLong(fields[0].substring(0, dash), 16),
                    Long.parseUnsignedLong(fields[0].substring(dash + 1), 16),
                    fields[1].charAt(0) == 'r',
                    fields[1].charAt(1) == 'w',
                    fields[1].charAt(2) == 'x',
                    Long.parseUnsignedLong(fields[2], 16),
                    Long.parseUnsignedLong(fields[4]),
                    deleted ? path.substring(0, path.length() - DELETED.length()) : path,
                    deleted));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
