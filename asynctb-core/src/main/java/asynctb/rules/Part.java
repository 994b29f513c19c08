package asynctb.rules;

/** A part of a traceback that a rule puts in. */
public sealed interface Part {
    /**
     * Whatever a traceback of an object consists of.
     *
     * @param value the object; if nothing can be told of it, it ends the traceback as its leaf
     */
    record Of(Value value) implements Part {}

    /**
     * Some of the frames of a thread.
     *
     * @param thread whose they are
     * @param from the outermost one, by its place in {@link ThreadView#frames()}
     * @param to the place behind the innermost one
     */
    record Frames(ThreadView thread, int from, int to) implements Part {
        public Frames {
            if (from < 0 || to < from) {
                throw new IllegalArgumentException("there are no frames from " + from + " to " + to);
            }
        }
    }

    static Part of(Value value) {
        return new Of(value);
    }
}
