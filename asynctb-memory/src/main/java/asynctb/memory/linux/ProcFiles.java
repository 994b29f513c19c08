package asynctb.memory.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bounded reading of the small files of {@code /proc}, which say that they have no size. */
final class ProcFiles {
    private static final int MAX_SMALL = 1 << 20;

    /** More threads or processes than Linux can number. */
    private static final int MAX_ENTRIES = 1 << 22;

    private ProcFiles() {}

    /** The first {@code max} bytes of a file. */
    static byte[] bytes(Path file, int max) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(max);
        }
    }

    static String text(Path file) throws IOException {
        return text(file, MAX_SMALL);
    }

    static String text(Path file, int max) throws IOException {
        return new String(bytes(file, max), StandardCharsets.UTF_8);
    }

    /** The text of a file; empty if it cannot be read, for whatever reason. */
    static Optional<String> optionalText(Path file) {
        try {
            return Optional.of(text(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where a link leads, as the system says it; empty if it cannot be read. */
    static Optional<String> link(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link).toString());
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The names of a directory that are numbers, ascending. */
    static List<Long> numbers(Path directory) throws IOException {
        var numbers = new ArrayList<Long>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, ProcFiles::isNumber)) {
            for (Path entry : entries) {
                if (numbers.size() == MAX_ENTRIES) {
                    break;
                }
                numbers.add(Long.parseLong(name(entry)));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        numbers.sort(null);
        return List.copyOf(numbers);
    }

    private static boolean isNumber(Path entry) {
        return Digits.areDecimal(name(entry), 18);
    }

    private static String name(Path entry) {
        return String.valueOf(entry.getFileName());
    }
}
