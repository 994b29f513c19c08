package asynctb.runtime;

import asynctb.ExtractOptions;
import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.rules.FrameView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A frame of a {@link Picture}. */
public interface FrameItem extends Item {
    /** Reads the frame, without its contexts. What cannot be read of it is a problem in it. */
    Frame frame(ExtractOptions options);

    /** The same for rules; null if there is nothing for them to see. */
    default @Nullable FrameView view() {
        return null;
    }

    /** Reads which context managers are active in it. */
    default Contexts contexts() {
        return Contexts.NONE;
    }

    /**
     * What it takes by a call that has no frame of its own, waits as long as it must, and is made on what is taken: {@code lock.acquire()}.
     * Asked only of the innermost frame of what runs.
     *
     * @return null if it calls something else, or that cannot be told
     */
    default @Nullable ObjectInfo acquired() {
        return null;
    }

    /** Whether its code may let go of a lock by hand in the block of that. Asked only of those that are in some block. */
    default boolean mayLetGo() {
        return false;
    }

    /**
     * The context managers of a frame.
     *
     * @param items outermost first
     * @param problems why some may be missing or doubtful
     */
    record Contexts(List<ContextItem> items, List<Problem> problems) {
        /** None, and nothing is missing. */
        public static final Contexts NONE = new Contexts(List.of(), List.of());

        public Contexts {
            items = List.copyOf(items);
            problems = List.copyOf(problems);
        }
    }
}
