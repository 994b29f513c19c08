package asynctb.render;

import asynctb.model.Extraction;
import asynctb.model.Problem;
import java.io.IOException;
import java.util.List;

/**
 * Writes results as they come: {@link #add} for each, then {@link #finish} once. It holds back no more than some tens of
 * kilobytes, and nothing when these return; it does not close what it writes to.
 */
public interface Renderer {
    /** Writes one target's result. */
    void add(Extraction extraction) throws IOException;

    /**
     * Writes what belongs behind the last result.
     *
     * @param problems of the whole act: a source that could not be read at all, for instance
     */
    void finish(List<Problem> problems) throws IOException;

    /**
     * A renderer that writes to {@code out}.
     *
     * @param out best buffered; may get many small pieces
     */
    static Renderer of(Format format, RenderOptions options, Appendable out) {
        return switch (format) {
            case TEXT -> new TextRenderer(options, out);
            case FLAT -> new FlatRenderer(options, out);
            case JSON -> new JsonRenderer(options, out);
        };
    }
}
