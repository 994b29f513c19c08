package asynctb.memory.linux;

import asynctb.memory.Footprint;
import asynctb.memory.MemoryCopy;
import asynctb.memory.MemorySource;
import asynctb.memory.Pauser;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Copies parts of a live process at once. Not for use by several threads. */
public final class Copier implements AutoCloseable {
    /** From here on what it costs to load the fast way is less than what it saves. */
    private static final long MUCH = 64L << 20;

    private final LiveProcess process;
    private final ProcDirectory directory;
    private final Stillness stillness;
    private @Nullable MemorySource bulk;
    private Optional<Pauser> pauser = Optional.empty();

    Copier(LiveProcess process, ProcDirectory directory) {
        this.process = process;
        this.directory = directory;
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

    /**
     * Does something, in any case, and tells whether some threads did not run meanwhile.
     *
     * @param tids the threads; null for all
     * @param also what else must hold, asked at the end
     */
    public boolean isUnmovedWhile(Runnable action, @Nullable Collection<Long> tids, BooleanSupplier also) {
        boolean isStill = stillness.begin(tids);
        action.run();
        return isStill && stillness.lasts() && also.getAsBoolean();
    }

    private static long never() {
        return System.nanoTime() + (1L << 62);
    }

    /** That a debugger holds the process, as a part of a sentence: only one can. */
    public Optional<String> tracer() {
        return process.tracer().map(name -> name + " holds it as its debugger");
    }

    /** Why the process cannot be paused, as a part of a sentence; null if it can, or so it seems. */
    private @Nullable String obstacle() {
        Optional<String> tracer = tracer();
        if (tracer.isPresent()) {
            return tracer.get();
        }
        Long parent = process.parentPid();
        if (parent != null && parent == ProcessHandle.current().pid()) {
            // Its thread that waits for the ends of children cannot tell a pause from an end.
            return "it is a child of this Java machine, which would take the pause for its end";
        }
        if (pauser.isEmpty()) {
            pauser = Pausers.find();
        }
        return pauser.isPresent() ? null : "that needs Java 25 or newer and leave for asynctb.nativeaccess to call it";
    }

    /**
     * Copies while the process stands still, and if there is time more than asked for: a program that has to be paused is
     * elsewhere then.
     *
     * @param more how many bytes beyond those asked for, at the most
     * @param maxNanos how long it may stand still
     */
    public Paused copyPaused(Footprint footprint, int more, long maxNanos) {
        String obstacle = obstacle();
        if (obstacle != null || pauser.isEmpty()) {
            return new Paused(null, 0, obstacle);
        }
        Footprint around =
                Surroundings.of(footprint, directory, process.mappings(), more).minus(footprint);
        try (var asked = new MemoryCopy.Plan(bulk(), footprint);
                var further = new MemoryCopy.Plan(bulk(), around)) {
            // Loads all that the second time needs.
            asked.run(never());
            further.run(never());
            var hasAll = new AtomicBoolean();
            Pauser.Pause pause = pauser.get().pause(process.pid(), maxNanos, deadline -> {
                boolean isDone = asked.run(deadline);
                hasAll.set(isDone && further.run(deadline));
                return isDone;
            });
            MemoryCopy copy = pause.isDone() && process.isAlive() ? asked.copy() : null;
            return new Paused(
                    copy != null && hasAll.get() ? copy.plus(further.copy()) : copy, pause.nanos(), pause.obstacle());
        }
    }

    /**
     * What came of a pause.
     *
     * @param copy null if there is none
     * @param nanos how long the process stood still; 0 if it was not paused at all
     * @param obstacle why there is no copy, as a part of a sentence; null if there is one, or the process is gone
     */
    public record Paused(
            @Nullable MemoryCopy copy, long nanos, @Nullable String obstacle) {}

    private MemorySource source(Footprint footprint) {
        return footprint.bytes() < MUCH ? process.memory() : bulk();
    }

    private MemorySource bulk() {
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
