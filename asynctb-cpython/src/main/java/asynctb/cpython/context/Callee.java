package asynctb.cpython.context;

import asynctb.cpython.frame.PyFrame;
import org.jspecify.annotations.Nullable;

/**
 * What a frame calls or awaits.
 *
 * @param frame the frame of the function that it calls; null if that is not of Python code or it calls none
 */
public record Callee(@Nullable PyFrame frame) {
    /** Nothing, or what is not known. */
    public static final Callee NONE = new Callee(null);
}
