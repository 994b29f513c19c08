package asynctb.memory;

import java.time.Instant;

/** What became of the wish to read a file of the target. */
public sealed interface FileRead {
    /**
     * The file's whole content.
     *
     * @param bytes as they are; not to be changed
     * @param modified when the file was last changed, to tell whether it is still the one the target loaded
     */
    @SuppressWarnings(
            "ArrayRecordComponent") // a carrier of what may be megabytes: compared by nobody, copied by nobody
    record Content(byte[] bytes, Instant modified) implements FileRead {}

    /**
     * It was not read.
     *
     * @param reason as a part of a sentence: {@code "is a FIFO"}; for people to read
     */
    record Refused(String reason) implements FileRead {}
}
