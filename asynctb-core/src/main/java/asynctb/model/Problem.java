package asynctb.model;

import java.util.Locale;

/**
 * Something that could not be read, or not be trusted. It stands beside what could be read.
 *
 * @param kind what sort of problem
 * @param message one sentence for people
 * @param address the address in the target that it is about; 0 if none
 */
public record Problem(Kind kind, String message, long address) {
    /** The sorts of problems that a result can hold. */
    public enum Kind {
        /** Memory or a file of the target could not be read, or held what cannot be. */
        UNREADABLE,
        /** The target ran while it was read, and the reads did not agree. */
        TORN,
        /** The target was not paused, and why. */
        NOT_PAUSED,
        /** Threads or tasks wait for one another for ever. */
        DEADLOCK,
        /** A bound was reached; there was more. */
        LIMIT,
        /** The target's objects lead back to one that was seen already. */
        CYCLE,
        /** The active context managers were found by a scan, not by the byte code. */
        CONTEXTS_GUESSED,
        /** The runtime's version is not one that is known; the nearest known one was used. */
        UNKNOWN_VERSION,
        /** A rule of a library failed. */
        RULE_FAILED,
        /** The source file is newer than the code that runs. */
        SOURCE_CHANGED,
        /** A snapshot does not hold what was asked for. */
        NOT_RECORDED,
        /** A selector named nothing. */
        NOT_FOUND;

        /** The name in the output, as in {@code docs/contract/cli.md}: {@code source-changed}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public static Problem of(Kind kind, String message) {
        return new Problem(kind, message, 0);
    }
}
