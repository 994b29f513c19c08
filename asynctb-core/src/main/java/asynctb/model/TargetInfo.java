package asynctb.model;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was looked at, and how.
 *
 * @param kind where the memory came from
 * @param pid the process's number as seen from here; null if there is none
 * @param parentPid its parent's; null if not known
 * @param implementation the runtime: {@code cpython}
 * @param version the runtime's version: {@code 3.11.7}
 * @param executable the path of the program as the target sees it; null if not known
 * @param command the words of its command line
 * @param takenAt when it was read; null if not known
 * @param consistency what can be said of the picture as a whole
 * @param pausedMillis the longest time the target stood still, in milliseconds; 0 if never; null if not known
 */
public record TargetInfo(
        Kind kind,
        @Nullable Long pid,
        @Nullable Long parentPid,
        String implementation,
        String version,
        @Nullable String executable,
        List<String> command,
        @Nullable Instant takenAt,
        Consistency consistency,
        @Nullable Double pausedMillis) {
    /** Where the memory came from. */
    public enum Kind {
        PROCESS,
        CORE,
        SNAPSHOT,
        SELF;

        /** The name in the output: {@code process}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What can be said of a picture as a whole. */
    public enum Consistency {
        /** Nothing ran while it was read. */
        UNMOVED,
        /** Copied while the target stood still. */
        PAUSED,
        /** Three reads, one after the other, gave the same. */
        REPEATED,
        /** Stacks may be torn. */
        UNPROVEN;

        /** The name in the output: {@code unmoved}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public TargetInfo {
        command = List.copyOf(command);
    }

    /** The same target, read at another time with another outcome. */
    public TargetInfo taken(@Nullable Instant at, Consistency outcome, @Nullable Double paused) {
        return new TargetInfo(kind, pid, parentPid, implementation, version, executable, command, at, outcome, paused);
    }
}
