package asynctb.runtime;

import asynctb.model.Problem;
import asynctb.model.TargetInfo;
import asynctb.rules.Library;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One target, attached.
 *
 * <p>A look beside the running target may see several moments. To see one, what an earlier look has read is copied at
 * once and looked at again: the copy is proved to be of one moment, made in a pause, or neither.
 */
public interface TargetRuntime extends AutoCloseable {
    /** What it is; time and consistency are filled in by the caller. */
    TargetInfo info();

    /** What is to be said of the target as a whole: an unknown version, for instance. */
    List<Problem> problems();

    /** The libraries that the runtime knows, with rules. */
    default List<Library> libraries() {
        return List.of();
    }

    /**
     * Looks at the target anew.
     *
     * @throws asynctb.AsynctbException if the target is gone or cannot be read any more
     */
    Picture look();

    /**
     * Does something, such as a look, and proves that nothing which could change the target ran meanwhile.
     *
     * @return whether that is proved; if not, something may have run
     * @throws asynctb.AsynctbException if the target is gone or cannot be read any more
     */
    default boolean isUnmovedWhile(Runnable action) {
        action.run();
        return false;
    }

    /**
     * Copies what a picture has read, beside the running target.
     *
     * @param learned by what is known what to copy
     * @throws asynctb.AsynctbException if the target is gone or cannot be read any more
     */
    default Picture copy(Picture learned) {
        return look();
    }

    /**
     * Copies what a picture has read and proves that nothing which could change it ran meanwhile.
     *
     * @param learned by what is known what to copy
     * @return {@code learned} itself if the copy holds just what was read for it, so that what was seen in it is proved too;
     *     empty if there is no proof
     * @throws asynctb.AsynctbException if the target is gone or cannot be read any more
     */
    default Optional<Picture> copyProved(Picture learned) {
        return Optional.empty();
    }

    /**
     * Copies what a picture has read while the target stands still. Nothing but the copying happens meanwhile.
     *
     * @param atMost how long it may stand still
     * @throws asynctb.AsynctbException if the target is gone or cannot be read any more
     */
    default Pause copyPaused(Picture learned, Duration atMost) {
        return Pause.refused(Problem.of(Problem.Kind.NOT_PAUSED, "this kind of target cannot be paused"));
    }

    @Override
    void close();
}
