package asynctb.render;

import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Extraction;
import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.model.Reference;
import asynctb.model.Stack;
import asynctb.model.Tasks;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Standard Python tracebacks: editors make links of their lines, and other tools read them. What Python has no words for
 * stands in brackets, as Python's own remark on repeated lines does.
 */
final class FlatRenderer implements Renderer {
    /** Python shows the first three of equal frames. */
    private static final int SHOWN_OF_EQUALS = 3;

    private final RenderOptions options;
    private final Lines lines;
    private boolean begun;

    FlatRenderer(RenderOptions options, Appendable out) {
        this.options = options;
        this.lines = new Lines(out, options.withColor(false));
    }

    @Override
    public void add(Extraction extraction) throws IOException {
        if (begun) {
            lines.end();
        }
        begun = true;
        line(Headline.of(extraction.target()));
        line(String.join(", ", Headline.details(extraction.target())));
        if (Headline.isDoubtful(extraction.target())) {
            line("[" + Headline.DOUBT + "]");
        }
        problems("", extraction.problems());
        for (Stack stack : extraction.stacks()) {
            lines.end();
            stack(stack);
        }
        for (Stack task : Tasks.topDown(extraction.tasks())) {
            lines.end();
            stack(task);
        }
        lines.flush();
    }

    @Override
    public void finish(List<Problem> problems) throws IOException {
        problems("", problems);
        lines.flush();
    }

    private void stack(Stack stack) throws IOException {
        String awaited = stack.awaitedBy().isEmpty() ? "" : "; awaited by " + String.join(", ", stack.awaitedBy());
        line(Headline.subject(stack) + ": " + Headline.state(stack) + awaited);
        var limited = Narrowing.limit(stack, options.limit(), options.showHidden());
        List<Frame> shown = limited.shown(options.showHidden());
        if (options.innermostFirst()) {
            line("Traceback (most recent call first):");
            leaf(stack);
            frames(shown.reversed());
            leftOut(limited);
        } else {
            line("Traceback (most recent call last):");
            leftOut(limited);
            frames(shown);
            leaf(stack);
        }
        problems("  ", stack.problems());
    }

    private void leftOut(Narrowing.Limited limited) throws IOException {
        if (limited.leftOutShown() > 0) {
            line("  [" + limited.leftOutShown() + " frames further out left out]");
        }
    }

    private void leaf(Stack stack) throws IOException {
        if (stack.leaf() != null) {
            line("  [Target of innermost frame: " + stack.leaf() + "]");
        }
    }

    private void frames(List<Frame> frames) throws IOException {
        int equals = 0;
        var said = new HashSet<Problem>();
        for (int i = 0; i < frames.size(); i++) {
            equals = i > 0 && isRepeated(frames.get(i), frames.get(i - 1)) ? equals + 1 : 1;
            if (equals <= SHOWN_OF_EQUALS) {
                frame(frames.get(i), said);
            } else if (i + 1 == frames.size() || !isRepeated(frames.get(i + 1), frames.get(i))) {
                int more = equals - SHOWN_OF_EQUALS;
                line("  [Previous line repeated " + more + " more time" + (more == 1 ? "]" : "s]"));
            }
        }
    }

    /** By these three Python tells repeated frames, too. */
    private static boolean isRepeated(Frame frame, Frame previous) {
        return frame.line() == previous.line()
                && frame.function().equals(previous.function())
                && frame.file().equals(previous.file())
                && frame.contexts().equals(previous.contexts())
                && frame.problems().equals(previous.problems());
    }

    private void frame(Frame frame, Set<Problem> said) throws IOException {
        for (Context context : frame.contexts()) {
            if (!context.hide() || options.showHidden()) {
                place(frame, context.startLine() == 0 ? frame.line() : context.startLine(), context);
                line("    " + ContextLines.source(context));
                details(context, ContextLines.phase(context) + " the block", said);
            }
        }
        place(frame, frame.line(), null);
        if (frame.text() != null && !frame.text().isEmpty() && (!frame.hideLine() || options.showHidden())) {
            line("    " + FrameLines.untabbed(frame.text()));
        }
        if (frame.locals() != null) {
            for (Map.Entry<String, ObjectInfo> local : new TreeMap<>(frame.locals()).entrySet()) {
                line("    " + local.getKey() + " = " + local.getValue());
            }
        }
        for (Problem problem : frame.problems()) {
            if (said.add(problem)) {
                line("    [" + Headline.problem(problem) + "]");
            }
        }
    }

    /** The line that editors make links of. A context is named behind the function. */
    private void place(Frame frame, int line, @Nullable Context context) throws IOException {
        String manager = context == null ? "" : ContextLines.manager(context, false);
        line("  File \"" + (frame.file().isEmpty() ? "?" : frame.file()) + "\", line " + (line < 1 ? "?" : line)
                + ", in " + frame.function() + (manager.isEmpty() ? "" : " (" + manager + ")"));
    }

    private void details(Context context, String phase, Set<Problem> said) throws IOException {
        line("    [" + phase + (context.description() == null ? "]" : "; " + context.description() + "]"));
        for (Problem problem : context.problems()) {
            line("    [" + Headline.problem(problem) + "]");
        }
        if (context.innerStack() != null) {
            for (Frame frame : context.innerStack().frames()) {
                if (!frame.hide() || options.showHidden()) {
                    frame(frame, said);
                }
            }
        }
        for (Child child : context.children()) {
            switch (child) {
                case Context kept -> details(kept, "keeps " + ContextLines.manager(kept, false), said);
                case Reference reference -> line("    [keeps " + Headline.reference(reference) + "]");
                case Stack stack -> line("    [keeps " + Headline.subject(stack) + ": " + Headline.state(stack) + "]");
            }
        }
    }

    private void problems(String indent, List<Problem> problems) throws IOException {
        for (Problem problem : problems) {
            line(indent + "[" + Headline.problem(problem) + "]");
        }
    }

    private void line(String text) throws IOException {
        lines.paint(Paint.PLAIN, lines.escape(text)).end();
    }
}
