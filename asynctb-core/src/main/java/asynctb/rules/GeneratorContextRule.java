package asynctb.rules;

/** Knows of the context managers that one generator function makes what they stand for, keep, and are to be called. */
@FunctionalInterface
public interface GeneratorContextRule {
    /**
     * Looks into a manager that is active in a frame, or kept by another one.
     *
     * @param frame of its generator, which has begun and not ended
     */
    ContextOutcome look(FrameView frame, Scene scene);
}
