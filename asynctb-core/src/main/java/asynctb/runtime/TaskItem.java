package asynctb.runtime;

import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task of a library, such as an event loop's; it unwraps to the frames of its own code, not to those of other tasks. */
public interface TaskItem extends Item {
    /** What is known of it beyond its frames. */
    Facts facts();

    /**
     * What is known of a task; the members are those of {@link asynctb.model.Stack}.
     *
     * @param library whose task it is
     * @param waitsFor what it waits for; null if nothing, or that is not known
     * @param awaitedBy the addresses of the tasks that wait for it; the first that lives is its parent in the tree
     * @param problems what could not be read of these; it may be why it has no parent
     */
    record Facts(String library, @Nullable ObjectInfo waitsFor, List<Long> awaitedBy, List<Problem> problems) {
        public Facts {
            awaitedBy = List.copyOf(awaitedBy);
            problems = List.copyOf(problems);
        }
    }
}
