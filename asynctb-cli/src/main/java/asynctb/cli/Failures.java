package asynctb.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** What an I/O failure means. */
final class Failures {
    private Failures() {}

    /** Whether the reader of our output has gone, as {@code head} does. */
    static boolean isClosedPipe(IOException e) {
        if (e instanceof FileSystemException || e.getMessage() == null) {
            return false;
        }
        // The operating system's words; also in the languages that we know of it keeps "pipe" in them.
        return e.getMessage().toLowerCase(Locale.ROOT).contains("pipe");
    }

    static String reason(IOException e) {
        if (e instanceof NoSuchFileException missing) {
            return "there is no folder for " + missing.getFile();
        }
        if (e instanceof AccessDeniedException denied) {
            return "you may not write to " + denied.getFile();
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return "something else writes to " + exists.getFile();
        }
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getFile() + " " + failure.getReason();
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
