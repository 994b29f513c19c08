package asynctb.render;

import asynctb.model.Extraction;
import asynctb.model.Frame;
import asynctb.model.Problem;
import asynctb.model.Stack;
import java.io.IOException;
import java.util.List;

/** For an engineer in a hurry; {@code docs/decisions/0002-text-output.md} says why it looks so. */
final class TextRenderer implements Renderer {
    private final RenderOptions options;
    private final Lines lines;
    private final ByPlace<FrameLines.Words> words;
    private final ContextWords contexts;
    private final TaskTrees trees;
    private int hidden;
    private boolean begun;

    TextRenderer(RenderOptions options, Appendable out) {
        this.options = options;
        this.lines = new Lines(out, options);
        this.words = FrameLines.Words.in(lines);
        this.contexts = new ContextWords(lines);
        this.trees = new TaskTrees(lines, options, this::taskBody);
    }

    @Override
    public void add(Extraction extraction) throws IOException {
        if (begun) {
            lines.end();
        }
        begun = true;
        new TargetLines(lines, options).write(extraction.target());
        if (Headline.isDoubtful(extraction.target())) {
            lines.paint(Paint.PROBLEM, "! " + Headline.DOUBT).end();
        }
        for (Problem problem : extraction.problems()) {
            lines.problem(2, problem);
        }
        hidden = 0;
        trees.begin(extraction.tasks());
        var tasks = new TasksByThread(extraction.tasks());
        for (Stack stack : extraction.stacks()) {
            lines.end();
            stack(stack);
            List<Stack> own = tasks.remove(stack);
            if (!own.isEmpty()) {
                trees.write("  ", own);
            }
        }
        for (TasksByThread.Rest rest : tasks.rest()) {
            lines.end();
            trees.write(lines.escape(rest.title()), rest.roots());
        }
        if (hidden > 0 || !extraction.ruleFiles().isEmpty()) {
            lines.end();
        }
        lines.ruleFiles(extraction.ruleFiles());
        if (hidden > 0) {
            String said = hidden == 1
                    ? "1 frame is hidden by rules; --show-hidden shows it."
                    : hidden + " frames are hidden by rules; --show-hidden shows them.";
            lines.paint(Paint.QUIET, said).end();
        }
        lines.flush();
    }

    @Override
    public void finish(List<Problem> problems) throws IOException {
        if (begun && !problems.isEmpty()) {
            lines.end();
        }
        for (Problem problem : problems) {
            lines.problem(2, problem);
        }
        lines.flush();
    }

    private void stack(Stack stack) throws IOException {
        head(stack);
        body(stack, options.width());
        // The tasks that its managers keep stand in the tree of all, which tells more than a reference to each.
        if (stack.kind() != Stack.Kind.THREAD) {
            trees.writeBelow(stack);
        }
    }

    private void taskBody(Stack task, int columnsTaken) throws IOException {
        body(task, options.width() == 0 ? 0 : Math.max(1, options.width() - columnsTaken));
    }

    private void body(Stack stack, int width) throws IOException {
        for (Problem problem : stack.problems()) {
            lines.problem(2, problem);
        }
        var limited = Narrowing.limit(stack, options.limit(), options.showHidden());
        List<Frame> shown = limited.shown(options.showHidden());
        // Of a range that ends further out it is not known what its last frame does.
        boolean reachesInnermost = stack.kind() != Stack.Kind.FRAMES || stack.state() != Stack.State.UNKNOWN;
        if (options.innermostFirst()) {
            leaf(stack);
            frames(shown.reversed(), reachesInnermost, width);
            leftOut(limited);
        } else {
            leftOut(limited);
            frames(shown, reachesInnermost, width);
            leaf(stack);
        }
        if (shown.isEmpty() && stack.leaf() == null && stack.kind() != Stack.Kind.TASK) {
            lines.remark(limited.frames().isEmpty() ? "no frames" : "only hidden frames");
        }
        hidden += limited.frames().size() - shown.size();
    }

    private void head(Stack stack) throws IOException {
        String subject = lines.escape(Headline.subject(stack)) + ":";
        String state = lines.escape(Headline.state(stack));
        boolean fits = options.width() == 0 || Columns.of(subject) + 1 + Columns.of(state) <= options.width();
        lines.paint(Paint.TITLE, subject);
        if (!fits) {
            lines.end();
        }
        lines.pad(fits ? 1 : 2).paint(Paint.STATE, state).end();
    }

    private void leaf(Stack stack) throws IOException {
        if (stack.leaf() != null && !isToldAbove(stack)) {
            lines.pad(4)
                    .paint(Paint.STATE, "waits for " + lines.escape(stack.leaf().toString()))
                    .end();
        }
    }

    /** What a task waits for is said in its first line, where anything is known but that it waits. */
    private static boolean isToldAbove(Stack stack) {
        return stack.kind() == Stack.Kind.TASK
                && (stack.stateText() != null || stack.waitsFor() != null || stack.state() != Stack.State.WAITING);
    }

    private void leftOut(Narrowing.Limited limited) throws IOException {
        int count = limited.leftOutShown();
        if (count > 0) {
            lines.remark(count + (count == 1 ? " frame" : " frames") + " further out left out (--limit "
                    + options.limit() + ")");
        }
    }

    /**
     * The innermost frame is never folded away: it is what everybody looks for.
     *
     * @param isInnermost whether the last one is what runs or waits now
     */
    private void frames(List<Frame> frames, boolean isInnermost, int width) throws IOException {
        var layout = new FrameLines(lines, words, contexts, width, frames);
        int last = options.innermostFirst() ? 0 : frames.size() - 1;
        int end = options.innermostFirst() ? frames.size() : last;
        for (int i = 0; i < frames.size(); i++) {
            var repetition = Folding.at(frames, i, end);
            if (repetition.frames() > 0) {
                String what = repetition.length() == 1 ? "one" : repetition.length() + " frames";
                lines.remark(repetition.frames() + " more like the " + what + " above"
                        + (repetition.hasOwnManagers() ? ", with context managers of their own" : ""));
                i += repetition.frames() - 1;
            } else {
                layout.write(frames.get(i), i == last && isInnermost, options.showHidden());
            }
        }
    }
}
