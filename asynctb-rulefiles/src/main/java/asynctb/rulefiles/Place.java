package asynctb.rulefiles;

import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import org.jspecify.annotations.Nullable;

/**
 * From where an expression reads.
 *
 * @param self the object that the rule is asked about; null if it is asked about a frame
 * @param frame whose variables {@code local} means; null if there is none
 * @param outer within {@code where}, the frame that the rule is asked about; null if there is none
 * @param inner what follows that frame; null if there is none
 */
record Place(
        @Nullable Value self,
        @Nullable FrameView frame,
        @Nullable FrameView outer,
        @Nullable Inner inner,
        Scene scene,
        Budget budget) {
    static Place of(Value self, Scene scene, Budget budget) {
        return new Place(self, null, null, null, scene, budget);
    }

    static Place of(FrameView frame, @Nullable Inner inner, Scene scene, Budget budget) {
        return new Place(null, frame, null, inner, scene, budget);
    }

    /** The same, at a frame of some thread. */
    Place within(FrameView other) {
        return new Place(self, other, /* outer= */ frame, null, scene, budget);
    }
}
