package asynctb.memory.linux;

import asynctb.memory.Footprint;
import asynctb.memory.MemoryCopy;
import asynctb.memory.MemorySource;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Copies parts of a live process at once. Not for use by several threads. */
public final class Copier implements AutoCloseable {
    /** From here on what it costs to load the fast way is less than what it saves. */
    private static final long MUCH = 8L << 20;

    private final LiveProcess process;
    private final Stillness stillness;
    private @Nullable MemorySource bulk;

    Copier(LiveProcess process, ProcDirectory directory) {
        this.process = process;
        this.stillness = new Stillness(directory);
    }

    /** Copies beside the running process. Nothing is said of what it did meanwhile. */
    public MemoryCopy copy(Footprint footprint) {
        try (var plan = new MemoryCopy.Plan(source(footprint), footprint)) {
            plan.run(never());
            return plan.copy();
        }
    }

    /**
     * Copies, and proves that some threads did not run meanwhile.
     *
     * @param tids the threads; null for all
     * @param also what else must hold, asked at the end
     * @return empty if one ran
     */
    public Optional<MemoryCopy> copyUnmoved(
            Footprint footprint, @Nullable Collection<Long> tids, BooleanSupplier also) {
        try (var plan = new MemoryCopy.Plan(source(footprint), footprint)) {
            if (!stillness.begin(tids)) {
                return Optional.empty();
            }
            plan.run(never());
            return stillness.lasts() && also.getAsBoolean() ? Optional.of(plan.copy()) : Optional.empty();
        }
    }

    private static long never() {
        return System.nanoTime() + (1L << 62);
    }

    private MemorySource source(Footprint footprint) {
        if (footprint.bytes() < MUCH) {
            return process.memory();
        }
        if (bulk == null) {
            bulk = process.bulkMemory();
        }
        return bulk;
    }

    @Override
    public void close() {
        stillness.close();
    }
}
