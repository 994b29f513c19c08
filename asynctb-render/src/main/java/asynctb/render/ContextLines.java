package asynctb.render;

import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Frame;
import asynctb.model.Stack;
import java.io.IOException;

/**
 * The context managers below the line of their frame, one line each: how far the block is, its line and source, and the
 * manager behind a {@code #}. What a manager is made of or keeps follows further to the right.
 */
final class ContextLines {
    private static final int STEP = 4;
    private static final int WIDEST_PHASE = "entering".length();
    private static final int LEAST = 12;
    /** So that a line that is nothing but names is not read again and again. */
    private static final int LONGEST_NAME = 200;

    private final Lines lines;
    private final ContextWords words;
    private final int width;
    private final boolean showHidden;

    ContextLines(Lines lines, ContextWords words, int width, boolean showHidden) {
        this.lines = lines;
        this.words = words;
        this.width = width;
        this.showHidden = showHidden;
    }

    /** Writes the contexts of a frame, as many columns from the left. */
    void write(Frame frame, int indent) throws IOException {
        for (Context context : frame.contexts()) {
            if (!context.hide() || showHidden) {
                write(context, words.of(context), indent);
            }
        }
    }

    /** The words of a context's first line, escaped. */
    static String line(Context context, Lines lines) {
        String phase = phase(context);
        String place = context.startLine() == 0 ? "" : ":" + context.startLine() + "  ";
        return line(
                context,
                phase + " ".repeat(WIDEST_PHASE - phase.length()) + "  " + place + source(context),
                true,
                lines);
    }

    private static String line(Context context, String text, boolean described, Lines lines) {
        String manager = manager(context, described);
        return lines.escape(manager.isEmpty() ? text : text + "  # " + manager);
    }

    /** {@code in} the body, {@code entering} it, or {@code leaving} it. */
    static String phase(Context context) {
        return context.isEntering() ? "entering" : context.isExiting() ? "leaving" : "in";
    }

    /** The source of the statement; where that is not to be had, what it must look like. */
    static String source(Context context) {
        if (context.text() != null && !context.text().isEmpty()) {
            return FrameLines.untabbed(context.text());
        }
        return (context.isAsync() ? "async with " : "with ") + "...:";
    }

    /** {@code log: _io.TextIOWrapper, '/tmp/x', descriptor 4}; empty if nothing is known. */
    static String manager(Context context, boolean described) {
        var text = new StringBuilder();
        if (context.obj() != null) {
            text.append(context.varname() == null ? "" : context.varname() + ": ")
                    .append(context.obj().type());
        } else if (context.varname() != null) {
            text.append(context.varname());
        }
        if (described && context.description() != null && !isInSource(context, context.description())) {
            text.append(text.isEmpty() ? "" : ", ").append(context.description());
        }
        int tasks = ownTasks(context);
        if (tasks > 0) {
            text.append(text.isEmpty() ? "" : ", ").append(tasks).append(tasks == 1 ? " task" : " tasks");
        }
        return text.toString();
    }

    /** Whether the statement says it too: {@code lock(...)}, or {@code shop.lock(7)}, in {@code with shop.lock(7):}. */
    private static boolean isInSource(Context context, String description) {
        if (!description.endsWith(")") || context.text() == null) {
            return false;
        }
        String call = description.endsWith("(...)")
                ? description.substring(0, description.length() - "...)".length())
                : description;
        String text = context.text();
        for (int at = text.indexOf(call); at >= 0; at = text.indexOf(call, at + 1)) {
            if (beginsName(text, at)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a name that stands there, with what stands before it and dots between, comes behind a space. */
    private static boolean beginsName(String text, int at) {
        int begin = at;
        while (begin > 0 && isOfName(text.charAt(begin - 1)) && at - begin < LONGEST_NAME) {
            begin--;
        }
        boolean isWhole = begin == at || text.charAt(at - 1) == '.';
        return isWhole && begin > 0 && text.charAt(begin - 1) == ' ';
    }

    private static boolean isOfName(char c) {
        return c == '.' || Character.isUnicodeIdentifierPart(c);
    }

    private void write(Context context, String line, int indent) throws IOException {
        line(Paint.PLAIN, line, indent);
        for (var problem : context.problems()) {
            lines.problem(indent + STEP, problem);
        }
        if (context.innerStack() != null) {
            stack(context.innerStack(), indent + STEP);
        }
        for (Child child : context.children()) {
            // Tasks stand in the tree, with all others.
            if (child instanceof Context kept && (!kept.hide() || showHidden)) {
                String said = kept.description() != null ? kept.description() : source(kept);
                write(kept, line(kept, "- " + said, false, lines), indent + STEP);
            }
        }
    }

    private static int ownTasks(Context context) {
        int count = 0;
        for (Child child : context.children()) {
            count += child instanceof Context ? 0 : 1;
        }
        return count;
    }

    private void stack(Stack stack, int indent) throws IOException {
        for (var problem : stack.problems()) {
            lines.problem(indent, problem);
        }
        for (Frame frame : stack.frames()) {
            if (!frame.hide() || showHidden) {
                String source = frame.text() == null || frame.hideLine() && !showHidden ? "" : "  " + frame.text();
                String line = Headline.function(frame) + "  " + FrameLines.place(frame) + FrameLines.untabbed(source);
                line(Paint.PLAIN, lines.escape(line), indent);
                for (var problem : frame.problems()) {
                    lines.problem(indent + STEP, problem);
                }
                write(frame, indent + STEP);
            }
        }
        if (stack.leaf() != null) {
            line(Paint.STATE, "waits for " + lines.escape(stack.leaf().toString()), indent);
        }
    }

    private void line(Paint paint, String escaped, int indent) throws IOException {
        int pad = width == 0 ? indent : Math.min(indent, Math.max(0, width - LEAST));
        String line = width == 0 ? escaped : Columns.head(escaped, width - pad, lines.ellipsis());
        lines.pad(pad).paint(paint, line).end();
    }
}
