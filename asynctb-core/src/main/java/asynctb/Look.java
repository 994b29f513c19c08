package asynctb;

import asynctb.runtime.Picture;
import java.util.function.Function;

/**
 * One look at a target.
 *
 * @param picture in which was looked
 * @param seen what was seen
 */
record Look<S extends Sight>(Picture picture, S seen) {
    static <S extends Sight> Look<S> at(Picture picture, Function<Picture, S> looking) {
        return new Look<>(picture, looking.apply(picture));
    }

    /** Whether it was all in the copy that was looked at. */
    boolean isComplete() {
        return picture.isComplete();
    }
}
