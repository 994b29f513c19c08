package asynctb.runtime;

import asynctb.ExtractOptions;
import asynctb.model.Frame;

/** A frame of a {@link Picture}. */
public interface FrameItem extends Item {
    /** Reads the frame. What cannot be read of it is a problem in it. */
    Frame frame(ExtractOptions options);
}
