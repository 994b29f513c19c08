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
    private final ByPlace<Words> words;
    private final ContextWords contexts;
    private final Set<Problem> said = new HashSet<>();
    private final int width;
    private final boolean isNarrow;
    private final int functionColumns;
    private final int placeColumns;

    /**
     * Begins a stack.
     *
     * @param words of {@link Words#in}
     * @param contexts the words of their contexts
     */
    FrameLines(Lines lines, ByPlace<Words> words, ContextWords contexts, int width, List<Frame> frames) {
        this.lines = lines;
        this.words = words;
        this.contexts = contexts;
        this.width = width;
        int widestFunction = 0;
        int widestPlace = 0;
        for (Frame frame : frames) {
            Words its = words.of(frame);
            widestFunction = Math.max(widestFunction, its.functionColumns);
            widestPlace = Math.max(widestPlace, its.placeColumns);
        }
        functionColumns = Math.min(widestFunction, WIDEST_FUNCTION);
        int room = width == 0 ? WIDEST_PLACE : width - GUTTER - functionColumns - 2 * GAP - LEAST_SOURCE;
        isNarrow = room < LEAST_PLACE;
        placeColumns = Math.min(widestPlace, Math.min(room, WIDEST_PLACE));
    }

    /**
     * The words of a line, escaped.
     *
     * @param isOwn whether the code is the program's own
     */
    record Words(String function, int functionColumns, String place, int placeColumns, String source, boolean isOwn) {
        /** For frames that are written to these lines. */
        static ByPlace<Words> in(Lines lines) {
            return new ByPlace<>(frame -> {
                String function = lines.escape(Headline.function(frame));
                String place = lines.escape(FrameLines.place(frame));
                return new Words(
                        function,
                        Columns.of(function),
                        place,
                        Columns.of(place),
                        frame.text() == null ? "" : lines.escape(untabbed(frame.text())),
                        !SourceFile.isLibrary(frame.file()));
            });
        }
    }

    /**
     * Writes one frame.
     *
     * @param isInnermost whether it is what runs or waits now
     * @param showLine whether the source line is wanted even if a rule hides it
     */
    void write(Frame frame, boolean isInnermost, boolean showLine) throws IOException {
        writeLine(frame, isInnermost, showLine);
        if (!frame.contexts().isEmpty()) {
            new ContextLines(lines, contexts, width, showLine).write(frame, GUTTER + 2);
        }
    }

    private void writeLine(Frame frame, boolean isInnermost, boolean showLine) throws IOException {
        Words its = words.of(frame);
        Paint paint = isInnermost ? Paint.NOW : frame.hide() ? Paint.QUIET : its.isOwn ? Paint.OWN : Paint.PLAIN;
        String gutter = (isInnermost ? ">" : " ")
                + (frame.problems().isEmpty() ? " " : "!")
                + (frame.hide() ? ". " : its.isOwn ? "* " : "  ");
        lines.paint(paint, gutter).paint(paint, its.function);
        String source = frame.hideLine() && !showLine ? "" : its.source;
        if (isNarrow) {
            narrow(paint, its, source);
        } else {
            wide(paint, its, source);
        }
        if (frame.locals() != null) {
            locals(frame.locals());
        }
        for (Problem problem : frame.problems()) {
            // A file that has changed is a problem of many frames; one sentence in a stack is enough.
            if (said.add(problem)) {
                lines.problem(GUTTER + 2, problem);
            }
        }
    }

    private void wide(Paint paint, Words its, String source) throws IOException {
        String place = its.place;
        int columns = its.placeColumns;
        int used = GUTTER + Math.max(functionColumns, its.functionColumns) + GAP;
        if (width > 0) {
            // A long function name takes from its own source line first, then from its path.
            int room = Math.max(LEAST_PLACE, Math.min(placeColumns, width - used));
            place = Columns.tail(place, room, lines.ellipsis());
            columns = Columns.of(place);
        }
        gap(functionColumns, its.functionColumns).paint(Paint.PLACE, place);
        if (!source.isEmpty()) {
            used += Math.max(placeColumns, columns) + GAP;
            gap(placeColumns, columns).paint(paint == Paint.NOW ? Paint.NOW : Paint.PLAIN, cut(source, used));
        }
        lines.end();
    }

    private Lines gap(int columns, int used) {
        return lines.pad(Math.max(0, columns - used) + GAP);
    }

    private void narrow(Paint paint, Words its, String source) throws IOException {
        String place = its.place;
        if (GUTTER + its.functionColumns + GAP + its.placeColumns <= width) {
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
