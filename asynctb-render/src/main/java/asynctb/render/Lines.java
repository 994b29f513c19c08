package asynctb.render;

import asynctb.model.Problem;
import java.io.IOException;
import java.util.List;

/** Lines for people, escaped, padded, coloured; handed on in large pieces, the last one by {@link #flush}. */
final class Lines {
    private static final int PIECE = 1 << 15;

    private final Appendable out;
    private final StringBuilder piece = new StringBuilder();
    private final Escapes escapes;
    private final boolean color;
    private String margin = "";
    private boolean isBegun;

    Lines(Appendable out, RenderOptions options) {
        this.out = out;
        this.escapes = options.ascii() ? Escapes.ASCII : Escapes.SCREEN;
        this.color = options.color();
    }

    /** Makes a string of the target harmless. */
    String escape(String text) {
        return escapes.apply(text);
    }

    String ellipsis() {
        return escapes == Escapes.ASCII ? "..." : "\u2026";
    }

    /** Between how many there are and what they are. */
    String times() {
        return escapes == Escapes.ASCII ? " x " : " \u00d7 ";
    }

    /** From the next line on each begins with this. */
    Lines margin(String text) {
        margin = text;
        return this;
    }

    private void begin() {
        if (!isBegun) {
            isBegun = true;
            piece.append(Paint.QUIET.on(margin, color));
        }
    }

    /** Writes text that is harmless already. */
    Lines paint(Paint paint, String text) {
        begin();
        piece.append(paint.on(text, color));
        return this;
    }

    Lines pad(int columns) {
        begin();
        if (columns > 0) {
            piece.repeat(' ', columns);
        }
        return this;
    }

    void end() throws IOException {
        piece.append('\n');
        isBegun = false;
        if (piece.length() >= PIECE) {
            flush();
        }
    }

    void flush() throws IOException {
        out.append(piece);
        piece.setLength(0);
    }

    /** A remark of ours between frames. */
    void remark(String text) throws IOException {
        pad(4).paint(Paint.QUIET, ellipsis() + " " + text).end();
    }

    /** Which files of rules the target's packages have brought along. */
    void ruleFiles(List<String> files) throws IOException {
        for (String file : files) {
            paint(Paint.QUIET, "Rules of " + escape(file) + " were used; --no-target-rules leaves them out.")
                    .end();
        }
    }

    /** Problems are the only lines that begin with an exclamation mark, whatever the margin is. */
    void problem(int indent, Problem problem) throws IOException {
        isBegun = true;
        paint(Paint.PROBLEM, "!")
                .paint(Paint.QUIET, margin.isEmpty() ? "" : margin.substring(1))
                .pad(margin.isEmpty() ? indent - 1 : indent)
                .paint(Paint.PROBLEM, escape(Headline.problem(problem)))
                .end();
    }
}
