package asynctb;

import asynctb.model.Reference;
import org.jspecify.annotations.Nullable;

/** What is known of the live tasks wherever one of them is met. */
interface TaskPlaces {
    /** There are none. */
    TaskPlaces NONE = new TaskPlaces() {
        @Override
        public @Nullable Reference reference(long task) {
            return null;
        }

        @Override
        public int order(long task) {
            return 0;
        }
    };

    /** What stands where a task belongs that is shown elsewhere; null if there is no such live task. */
    @Nullable
    Reference reference(long task);

    /** Its place among all in the order of their creation; behind all others if there is no such live task. */
    int order(long task);
}
