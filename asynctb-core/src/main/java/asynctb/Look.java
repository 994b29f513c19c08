package asynctb;

import asynctb.runtime.Picture;
import java.time.Instant;
import java.util.function.Function;

/**
 * One look at a target.
 *
 * @param at when it was begun: times that are left are left from then on
 * @param picture in which was looked
 * @param seen what was seen
 */
record Look<S extends Sight>(Instant at, Picture picture, S seen) {
    static <S extends Sight> Look<S> at(Picture picture, Function<Picture, S> looking) {
        Instant at = Instant.now();
        return new Look<>(at, picture, looking.apply(picture));
    }

    /** Whether it was all in the copy that was looked at. */
    boolean isComplete() {
        return picture.isComplete();
    }
}
