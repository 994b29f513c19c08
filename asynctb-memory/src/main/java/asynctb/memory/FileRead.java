package asynctb.memory;

import java.time.Instant;

/** What became of the wish to read a file of the target. */
public sealed interface FileRead {
    /**
     * The file's whole content.
     *
     * @param bytes as they are; not to be changed
     * @param modified when the content was last changed, or so it says: who puts a file in place may set that
     * @param placed when the file, its name or its rights were last changed; nobody can set that
     * @param isAmbiguous whether the name, being relative, could as well mean a file that has another content
     */
    @SuppressWarnings(
            "ArrayRecordComponent") // a carrier of what may be megabytes: compared by nobody, copied by nobody
    record Content(byte[] bytes, Instant modified, Instant placed, boolean isAmbiguous) implements FileRead {}

    /**
     * There is no such file, or no way that the target could go to it.
     *
     * @param reason as a part of a sentence: {@code "does not exist"}; for people to read
     */
    record Unreached(String reason) implements FileRead {}

    /**
     * It is there, and was not read.
     *
     * @param reason as a part of a sentence: {@code "is a FIFO"}; for people to read
     */
    record Refused(String reason) implements FileRead {}
}
