package asynctb.render;

/**
 * How a result is to be written. What makes no sense for a format is ignored by it: JSON knows neither order nor width.
 *
 * @param innermostFirst the innermost frame of each stack first
 * @param showHidden also the frames that rules hide; JSON always holds them
 * @param limit how many frames of each stack are shown, those next to the innermost; 0 for all
 * @param ascii nothing but ASCII
 * @param color with the escape sequences of a 16-colour terminal
 * @param group equal tasks of a tree are shown once, with their number; JSON holds each
 * @param width how many columns there are; 0 if lines may be of any length
 */
public record RenderOptions(
        boolean innermostFirst, boolean showHidden, int limit, boolean ascii, boolean color, boolean group, int width) {
    public RenderOptions {
        if (limit < 0 || width < 0) {
            throw new IllegalArgumentException("neither limit nor width can be negative: " + limit + ", " + width);
        }
    }

    /** Everything, outermost first, in lines of any length, without colours. */
    public static RenderOptions defaults() {
        return new RenderOptions(false, false, 0, false, false, true, 0);
    }

    public RenderOptions withInnermostFirst(boolean wanted) {
        return new RenderOptions(wanted, showHidden, limit, ascii, color, group, width);
    }

    public RenderOptions withShowHidden(boolean wanted) {
        return new RenderOptions(innermostFirst, wanted, limit, ascii, color, group, width);
    }

    public RenderOptions withLimit(int frames) {
        return new RenderOptions(innermostFirst, showHidden, frames, ascii, color, group, width);
    }

    public RenderOptions withAscii(boolean wanted) {
        return new RenderOptions(innermostFirst, showHidden, limit, wanted, color, group, width);
    }

    public RenderOptions withColor(boolean wanted) {
        return new RenderOptions(innermostFirst, showHidden, limit, ascii, wanted, group, width);
    }

    public RenderOptions withGroup(boolean wanted) {
        return new RenderOptions(innermostFirst, showHidden, limit, ascii, color, wanted, width);
    }

    public RenderOptions withWidth(int columns) {
        return new RenderOptions(innermostFirst, showHidden, limit, ascii, color, group, columns);
    }
}
