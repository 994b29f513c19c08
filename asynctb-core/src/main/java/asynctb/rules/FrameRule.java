package asynctb.rules;

/** Knows what a frame of a function is worth to a reader, and what really goes on behind it. */
@FunctionalInterface
public interface FrameRule {
    /** Judges a frame. */
    FrameOutcome judge(FrameView frame, Inner inner, Scene scene);
}
