package asynctb.rules;

import asynctb.model.ThreadInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A thread of the target as rules see it. */
public interface ThreadView {
    /** The object that the target itself has for it; does not exist where it has none. */
    Value object();

    /** Its name; null if it has none. */
    @Nullable
    String name();

    /** What else is known of it. */
    ThreadInfo threadInfo();

    /** Its frames, outermost first, as far as they could be read. */
    List<? extends FrameView> frames();

    /**
     * What an object that has other contents in each thread, such as {@code threading.local}, holds for this one under a
     * name.
     */
    default Value local(Value threadLocal, String name) {
        return NoValue.INSTANCE;
    }
}
