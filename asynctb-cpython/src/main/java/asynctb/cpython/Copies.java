package asynctb.cpython;

import asynctb.cpython.item.CPythonPicture;
import asynctb.cpython.locate.Location;
import asynctb.cpython.source.SourceFiles;
import asynctb.cpython.source.SuppliedFiles;
import asynctb.cpython.thread.Ownership;
import asynctb.memory.Footprint;
import asynctb.memory.MemoryCopy;
import asynctb.memory.MemoryFault;
import asynctb.memory.linux.Copier;
import asynctb.memory.linux.LiveProcess;
import asynctb.model.Problem;
import asynctb.runtime.Pause;
import asynctb.runtime.Picture;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pictures of a live process: of itself, and of copies of its memory. */
final class Copies implements AutoCloseable {
    private static final int SURROUNDINGS = 8 << 20;
    private static final int MAX_PAUSES = 2;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final LiveProcess process;
    private final Location location;
    private final SourceFiles sources;
    private final SuppliedFiles supplied;
    private final Copier copier;
    // By the machine's monotonic clock, which is also that of Python's timers. Copies that are compared are of one
    // time, or what is left of a timer would tell them apart.
    private double now;
    private int pauses;
    private @Nullable Ownership known;
    private @Nullable Set<Long> tids;

    Copies(LiveProcess process, Location location, SourceFiles sources, SuppliedFiles supplied) {
        this.process = process;
        this.location = location;
        this.sources = sources;
        this.supplied = supplied;
        copier = process.copier();
    }

    /** Of the process as it is now, with which a look is begun. */
    CPythonPicture first() {
        setTime();
        pauses = 0;
        return live();
    }

    private void setTime() {
        now = System.nanoTime() / NANOS_PER_SECOND;
    }

    private CPythonPicture live() {
        return picture(null);
    }

    private CPythonPicture picture(@Nullable MemoryCopy copy) {
        return new CPythonPicture(process, copy, location, sources, supplied, now);
    }

    /** Of a copy of which nothing is said. */
    CPythonPicture of(Footprint footprint) {
        return picture(copier.copy(footprint));
    }

    /**
     * Of a copy during which no thread ran that can change Python's objects; empty if one did.
     *
     * @return {@code learned} itself if it has read the same beside the process: then it need not be looked at again
     */
    Optional<Picture> ofUnmoved(CPythonPicture learned) {
        try {
            CPythonPicture current = live();
            Ownership before = current.readOwnership();
            learnThreads(current, before);
            Optional<MemoryCopy> copy =
                    copier.copyUnmoved(learned.footprint().plus(current.footprint()), tids, () -> isStill(before));
            if (copy.isPresent() && picture(copy.get()).readOwnership().isSame(before)) {
                if (learned.isSameIn(copy.get())) {
                    return Optional.of(learned);
                }
                setTime();
                return Optional.of(picture(copy.get()));
            }
        } catch (MemoryFault e) {
            // The threads changed while they were read: that is no proof.
        }
        return Optional.empty();
    }

    /** Whether no thread ran that can change Python's objects while something was done, which is done in any case. */
    boolean isUnmovedWhile(Runnable action) {
        Ownership before;
        try {
            CPythonPicture current = live();
            before = current.readOwnership();
            learnThreads(current, before);
        } catch (MemoryFault e) {
            action.run();
            return false;
        }
        return copier.isUnmovedWhile(action, tids, () -> isStill(before));
    }

    private boolean isStill(Ownership before) {
        try {
            return live().readOwnership().isSame(before);
        } catch (MemoryFault e) {
            return false;
        }
    }

    /** Of a copy made while the process stood still. */
    Pause ofPaused(Footprint footprint, Duration atMost) {
        // Where the copy before lacked something, the program is no more where it was: more is copied around it.
        Copier.Paused paused = copier.copyPaused(footprint, SURROUNDINGS << 2 * pauses, atMost.toNanos());
        pauses = Math.min(pauses + 1, MAX_PAUSES);
        MemoryCopy copy = paused.copy();
        if (copy != null) {
            setTime();
            return new Pause(picture(copy), paused.nanos() / NANOS_PER_MILLI, null);
        }
        String why = paused.obstacle() == null ? "it has ended" : paused.obstacle();
        return new Pause(null, paused.nanos() / NANOS_PER_MILLI, notPaused(paused.nanos() == 0, why));
    }

    /** That somebody else holds the process, who so keeps us from pausing it. */
    Optional<Problem> tracer() {
        return copier.tracer().map(why -> notPaused(true, why));
    }

    private Problem notPaused(boolean atAll, String why) {
        String verb = atAll ? " was not paused: " : " was paused for nothing: ";
        return Problem.of(Problem.Kind.NOT_PAUSED, "Process " + process.pid() + verb + why + ".");
    }

    private void learnThreads(CPythonPicture picture, Ownership ownership) {
        if (known == null || !known.hasSameOwners(ownership)) {
            known = ownership;
            tids = picture.owners(ownership);
        }
    }

    @Override
    public void close() {
        copier.close();
    }
}
