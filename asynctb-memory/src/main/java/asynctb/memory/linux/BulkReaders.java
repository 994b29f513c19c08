package asynctb.memory.linux;

import asynctb.memory.BulkReader;
import asynctb.memory.MemorySource;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the optional part that reads faster. */
final class BulkReaders {
    private BulkReaders() {}

    /** A source by the first part that can; empty where there is none, or it was made for a newer Java. */
    static Optional<MemorySource> open(long pid) {
        try {
            Iterator<BulkReader> readers = ServiceLoader.load(BulkReader.class, BulkReader.class.getClassLoader())
                    .iterator();
            while (readers.hasNext()) {
                Optional<MemorySource> source = readers.next().open(pid);
                if (source.isPresent()) {
                    return source;
                }
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            // An optional part that cannot be loaded is a part that is not there.
        }
        return Optional.empty();
    }
}
