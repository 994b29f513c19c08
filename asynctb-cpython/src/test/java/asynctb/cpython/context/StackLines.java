package asynctb.cpython.context;

import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Frame;
import asynctb.model.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A stack, a line for each frame and context, as the program {@code extracted.py} writes what stackscope sees. Contexts
 * that are being entered, which stackscope never shows, are left out.
 */
final class StackLines {
    private final Predicate<Frame> shown;
    private final Function<Frame, String> place;
    private final Function<Context, String> manager;
    private final List<String> lines = new ArrayList<>();

    private StackLines(Predicate<Frame> shown, Function<Frame, String> place, Function<Context, String> manager) {
        this.shown = shown;
        this.place = place;
        this.manager = manager;
    }

    /** All frames, and managers by their addresses. */
    static List<String> withAddresses(Stack stack) {
        var lines = new StackLines(frame -> true, Frame::file, StackLines::address);
        lines.add(stack, "");
        return lines.lines;
    }

    /** What is the same in each version of Python: the frames of one file, and managers by the names of their classes. */
    static List<String> withTypes(Stack stack, String file) {
        var lines = new StackLines(
                frame -> frame.file().equals(file),
                frame -> "",
                context -> context.obj() == null ? "?" : context.obj().type().replaceFirst(".*\\.", ""));
        lines.add(stack, "");
        return lines.lines;
    }

    private static String address(Context context) {
        return context.obj() == null
                ? "?"
                : "0x" + Long.toHexString(context.obj().address());
    }

    private void add(Stack stack, String margin) {
        for (Frame frame : stack.frames()) {
            if (shown.test(frame)) {
                lines.add(margin + frame.function() + " " + place.apply(frame) + ":" + frame.line());
                frame.contexts().forEach(context -> add(context, margin + "  "));
                frame.problems().forEach(problem -> lines.add(margin + "problem " + problem));
            }
        }
        stack.problems().forEach(problem -> lines.add(margin + "problem " + problem));
    }

    private void add(Context context, String margin) {
        if (context.isEntering()) {
            return;
        }
        lines.add(margin + manager.apply(context) + " " + (context.isAsync() ? "async " : "")
                + (context.isExiting() ? "exiting " : "") + "as "
                + (context.varname() == null ? "-" : context.varname()) + " line " + context.startLine());
        Stack inner = context.innerStack();
        if (inner != null) {
            add(inner, margin + "  ");
        }
        for (Child child : context.children()) {
            if (child instanceof Context kept) {
                add(kept, margin + "  ");
            }
        }
        context.problems().forEach(problem -> lines.add(margin + "problem " + problem));
    }
}
