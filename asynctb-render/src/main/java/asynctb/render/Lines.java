package asynctb.render;

import asynctb.model.Problem;
import java.io.IOException;

/** Pieces of lines for people: escaped, padded, coloured. */
final class Lines {
    private final Appendable out;
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

    private void begin() throws IOException {
        if (!isBegun) {
            isBegun = true;
            out.append(Paint.QUIET.on(margin, color));
        }
    }

    /** Writes text that is harmless already. */
    Lines paint(Paint paint, String text) throws IOException {
        begin();
        out.append(paint.on(text, color));
        return this;
    }

    Lines pad(int columns) throws IOException {
        begin();
        out.append(" ".repeat(Math.max(0, columns)));
        return this;
    }

    void end() throws IOException {
        out.append('\n');
        isBegun = false;
    }

    /** A remark of ours between frames. */
    void remark(String text) throws IOException {
        pad(4).paint(Paint.QUIET, ellipsis() + " " + text).end();
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
