package asynctb.cpython.library;

import asynctb.memory.Mapping;
import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The static variables of an extension module. Their names are in no symbol table that a stripped build keeps, so they are
 * looked at one by one.
 */
public final class CVariables {
    private static final int MAX_BYTES = 1 << 20;

    private final Memory memory;
    private final Supplier<List<Mapping>> source;
    private final List<String> files;
    private @Nullable List<Mapping> mappings;

    /**
     * Of one module.
     *
     * @param source gives the target's mappings, by their addresses
     * @param files what the name of the module's file may begin with: {@code _asyncio.}
     */
    public CVariables(Memory memory, Supplier<List<Mapping>> source, String... files) {
        this.memory = memory;
        this.source = source;
        this.files = List.of(files);
    }

    /** Visits every word of the module's variables; none if it is no file of its own. */
    public void readWords(LongConsumer visitor) {
        Mapping before = null;
        for (Mapping mapping : mappings()) {
            boolean isModule = mapping.isFile() && isOfModule(mapping.path());
            // What is not in the file, because it begins as zeros, follows it without a name.
            boolean isRest = !mapping.isFile()
                    && mapping.path().isEmpty()
                    && before != null
                    && before.end() == mapping.start()
                    && isOfModule(before.path());
            if ((isModule || isRest) && mapping.writable()) {
                readWords(mapping, visitor);
            }
            before = mapping;
        }
    }

    private boolean isOfModule(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return files.stream().anyMatch(name::startsWith);
    }

    private void readWords(Mapping mapping, LongConsumer visitor) {
        long end = Math.min(mapping.end(), mapping.start() + MAX_BYTES);
        try {
            for (long at = mapping.start(); at < end; at += Long.BYTES) {
                visitor.accept(memory.readLong(at));
            }
        } catch (MemoryFault e) {
            // The rest is not there.
        }
    }

    /** Whether an address is one of the target's at all; asking costs less than a read that fails. */
    public boolean isMapped(long address) {
        List<Mapping> all = mappings();
        int low = 0;
        int high = all.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Mapping mapping = all.get(middle);
            if (mapping.contains(address)) {
                return mapping.readable();
            }
            if (Long.compareUnsigned(address, mapping.start()) < 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return false;
    }

    private List<Mapping> mappings() {
        if (mappings == null) {
            mappings = source.get();
        }
        return mappings;
    }
}
