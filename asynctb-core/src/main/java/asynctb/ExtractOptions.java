package asynctb;

/**
 * What to read, beyond frames.
 *
 * @param locals the variables of every frame
 * @param contexts the context managers that are active in frames
 * @param maxFrames how many frames of one stack are read at the most; a longer stack says that there are more
 */
public record ExtractOptions(boolean locals, boolean contexts, int maxFrames) {
    private static final int MAX_FRAMES = 1_000_000;

    public ExtractOptions {
        if (maxFrames < 1) {
            throw new IllegalArgumentException("maxFrames must be at least 1: " + maxFrames);
        }
    }

    /** Frames with their source lines and contexts, without variables. */
    public static ExtractOptions defaults() {
        return new ExtractOptions(false, true, MAX_FRAMES);
    }

    public ExtractOptions withLocals(boolean wanted) {
        return new ExtractOptions(wanted, contexts, maxFrames);
    }

    public ExtractOptions withContexts(boolean wanted) {
        return new ExtractOptions(locals, wanted, maxFrames);
    }

    public ExtractOptions withMaxFrames(int frames) {
        return new ExtractOptions(locals, contexts, frames);
    }
}
