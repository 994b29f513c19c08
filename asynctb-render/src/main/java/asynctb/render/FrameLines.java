package asynctb.render;

import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The frames of one stack as lines. Where there is room each frame is one line of three columns (function, place, source),
 * else the source has a line of its own. The first character of a line is {@code >} for the innermost frame and {@code !}
 * for the words of a problem; the second is {@code !} for a frame that has one; the third is {@code *} for a frame of the
 * program's own code and a dot for one that a rule hides.
 */
final class FrameLines {
    private static final int GUTTER = 4;
    private static final int GAP = 2;
    private static final int WIDEST_FUNCTION = 40;
    private static final int WIDEST_PLACE = 60;
    private static final int LEAST_PLACE = 20;
    private static final int LEAST_SOURCE = 24;

    private final Lines lines;
    private final Set<Problem> said = new HashSet<>();
    private final int width;
    private final boolean isNarrow;
    private final int functionColumns;
    private final int placeColumns;

    FrameLines(Lines lines, int width, List<Frame> frames) {
        this.lines = lines;
        this.width = width;
        int widestFunction = 0;
        int widestPlace = 0;
        for (Frame frame : frames) {
            widestFunction = Math.max(widestFunction, Columns.of(function(frame)));
            widestPlace = Math.max(widestPlace, Columns.of(shownPlace(frame)));
        }
        functionColumns = Math.min(widestFunction, WIDEST_FUNCTION);
        int room = width == 0 ? WIDEST_PLACE : width - GUTTER - functionColumns - 2 * GAP - LEAST_SOURCE;
        isNarrow = room < LEAST_PLACE;
        placeColumns = Math.min(widestPlace, Math.min(room, WIDEST_PLACE));
    }

    /**
     * Writes one frame.
     *
     * @param isInnermost whether it is what runs or waits now
     * @param showLine whether the source line is wanted even if a rule hides it
     */
    void write(Frame frame, boolean isInnermost, boolean showLine) throws IOException {
        writeLine(frame, isInnermost, showLine);
        new ContextLines(lines, width, showLine).write(frame, GUTTER + 2);
    }

    private void writeLine(Frame frame, boolean isInnermost, boolean showLine) throws IOException {
        boolean isOwn = !SourceFile.isLibrary(frame.file());
        String gutter = (isInnermost ? ">" : " ")
                + (frame.problems().isEmpty() ? " " : "!")
                + (frame.hide() ? ". " : isOwn ? "* " : "  ");
        Paint paint = isInnermost ? Paint.NOW : frame.hide() ? Paint.QUIET : isOwn ? Paint.OWN : Paint.PLAIN;
        String source =
                frame.text() == null || (frame.hideLine() && !showLine) ? "" : lines.escape(untabbed(frame.text()));
        if (isNarrow) {
            narrow(gutter, paint, frame, source);
        } else {
            wide(gutter, paint, frame, source);
        }
        locals(frame.locals() == null ? Map.of() : frame.locals());
        for (Problem problem : frame.problems()) {
            // A file that has changed is a problem of many frames; one sentence in a stack is enough.
            if (said.add(problem)) {
                lines.problem(GUTTER + 2, problem);
            }
        }
    }

    private void wide(String gutter, Paint paint, Frame frame, String source) throws IOException {
        String function = function(frame);
        String place = shownPlace(frame);
        int used = GUTTER + Math.max(functionColumns, Columns.of(function)) + GAP;
        if (width > 0) {
            // A long function name takes from its own source line first, then from its path.
            int room = Math.max(LEAST_PLACE, Math.min(placeColumns, width - used));
            place = Columns.tail(place, room, lines.ellipsis());
        }
        lines.paint(paint, gutter).paint(paint, function);
        if (source.isEmpty()) {
            lines.pad(functionColumns - Columns.of(function) + GAP)
                    .paint(Paint.PLACE, place)
                    .end();
            return;
        }
        used += Math.max(placeColumns, Columns.of(place)) + GAP;
        gap(functionColumns, function).paint(Paint.PLACE, place);
        gap(placeColumns, place)
                .paint(paint == Paint.NOW ? Paint.NOW : Paint.PLAIN, cut(source, used))
                .end();
    }

    private Lines gap(int columns, String text) throws IOException {
        return lines.pad(Math.max(0, columns - Columns.of(text)) + GAP);
    }

    private void narrow(String gutter, Paint paint, Frame frame, String source) throws IOException {
        String function = function(frame);
        String place = shownPlace(frame);
        lines.paint(paint, gutter).paint(paint, function);
        if (GUTTER + Columns.of(function) + GAP + Columns.of(place) <= width) {
            lines.pad(GAP);
        } else {
            lines.end();
            lines.pad(GUTTER + GAP);
            place = Columns.tail(place, Math.max(LEAST_PLACE, width - GUTTER - GAP), lines.ellipsis());
        }
        lines.paint(Paint.PLACE, place).end();
        if (!source.isEmpty()) {
            lines.pad(2 * GUTTER)
                    .paint(paint == Paint.NOW ? Paint.NOW : Paint.PLAIN, cut(source, 2 * GUTTER))
                    .end();
        }
    }

    private void locals(Map<String, ObjectInfo> locals) throws IOException {
        for (Map.Entry<String, ObjectInfo> local : locals.entrySet()) {
            String line = lines.escape(local.getKey() + " = " + local.getValue());
            lines.pad(2 * GUTTER).paint(Paint.PLAIN, cut(line, 2 * GUTTER)).end();
        }
    }

    private String cut(String text, int used) {
        return width == 0 ? text : Columns.head(text, Math.max(LEAST_SOURCE / 2, width - used), lines.ellipsis());
    }

    private String function(Frame frame) {
        return lines.escape(Headline.function(frame));
    }

    private String shownPlace(Frame frame) {
        return lines.escape(place(frame));
    }

    /** {@code threading.py:327}; not escaped yet. */
    static String place(Frame frame) {
        String file = frame.file().isEmpty() ? "?" : SourceFile.shortened(frame.file());
        return file + ":" + (frame.line() < 1 ? "?" : frame.line());
    }

    /** Tabs behind the margin would be shown as escapes, which nobody has written there. */
    static String untabbed(String source) {
        return source.replace('\t', ' ');
    }
}
