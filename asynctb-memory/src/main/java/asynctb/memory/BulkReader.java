package asynctb.memory;

import java.util.Optional;

/**
 * Reads a live process faster than its memory file does. An optional part, found by {@link java.util.ServiceLoader}; where
 * it is missing, or made for a newer Java, the memory file is read. It may name the process by its number: whether that is
 * still the same process is asked after each read.
 */
public interface BulkReader {
    /** A source for the process; empty where this way does not work. */
    Optional<MemorySource> open(long pid);
}
