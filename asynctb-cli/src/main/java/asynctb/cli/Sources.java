package asynctb.cli;

import asynctb.AsynctbException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What a word on the command line is the source of. */
final class Sources {
    private Sources() {}

    /**
     * The pid that a word names.
     *
     * @throws UsageException if it is no source
     */
    static long pid(String word) {
        if (word.isEmpty() || !isNumber(word)) {
            throw new UsageException(whyNot(word));
        }
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new AsynctbException("There is no process " + word + ".", e);
        }
    }

    private static boolean isNumber(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < '0' || word.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static String whyNot(String word) {
        if (isSelector(word)) {
            return word + " is a selector; it belongs behind a source: asynctb show PID " + word;
        }
        if (word.endsWith(".asynctb") || isFile(word)) {
            return "Cores and snapshots cannot be read in this build yet: " + word + ".";
        }
        return word.isEmpty()
                ? "An empty word is no source; a source is a pid, such as 12345."
                : word + " is neither a command nor a source; a source is a pid, such as 12345.";
    }

    private static boolean isSelector(String word) {
        return word.startsWith("@")
                || word.startsWith("thread:")
                || word.startsWith("task:")
                || word.startsWith("frames:");
    }

    private static boolean isFile(String word) {
        try {
            return Files.exists(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
