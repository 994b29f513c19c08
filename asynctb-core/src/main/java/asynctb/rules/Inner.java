package asynctb.rules;

import org.jspecify.annotations.Nullable;

/** What follows a frame in its traceback; looked up when it is asked for. */
public interface Inner {
    /** The next frame; null if a leaf or nothing follows. */
    @Nullable
    FrameView frame();

    /** The leaf that follows; does not exist if a frame or nothing follows. */
    Value leaf();
}
