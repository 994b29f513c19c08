package asynctb;

import asynctb.runtime.Picture;
import java.util.List;

/**
 * One look at a target.
 *
 * @param picture in which was looked
 * @param seen what was seen
 */
record Look(Picture picture, Seen seen) {
    static Look at(Picture picture, RuleShelf rules, List<Selector> selectors, ExtractOptions options) {
        return new Look(picture, Seen.in(picture, rules, selectors, options));
    }

    /** Nothing was seen. */
    static Look none(Picture picture) {
        return new Look(picture, new Seen(List.of(), List.of(), List.of()));
    }

    /** Whether it was all in the copy that was looked at. */
    boolean isComplete() {
        return picture.isComplete();
    }
}
