package asynctb.render;

import asynctb.model.Extraction;
import asynctb.model.Frame;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.model.Tasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a result is made smaller at the user's wish: whole stacks by {@link #filter}, frames of a stack by
 * {@link #limit}. What was left out is never called a problem of the target; each format says it in its own way.
 */
public final class Narrowing {
    private Narrowing() {}

    /**
     * Keeps the stacks whose name or frames (function, module, file, source line) hold a text, in whatever case.
     *
     * @param text what is looked for
     */
    public static Extraction filter(Extraction extraction, String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        var kept = new ArrayList<Stack>();
        for (Stack stack : extraction.stacks()) {
            if (holds(stack, wanted)) {
                kept.add(stack);
            }
        }
        return new Extraction(
                extraction.target(),
                kept,
                filterTasks(extraction.tasks(), wanted),
                extraction.ruleFiles(),
                extraction.problems());
    }

    /** A task stays with those that lead to it. */
    private static List<Stack> filterTasks(List<Stack> roots, String wanted) {
        var kept = new HashMap<String, Stack>();
        List<Stack> all = Tasks.topDown(roots);
        for (int i = all.size() - 1; i >= 0; i--) {
            Stack task =
                    Tasks.replace(all.get(i), child -> child instanceof Stack below ? kept.remove(below.id()) : null);
            if (!Tasks.below(task).isEmpty() || holds(task, wanted)) {
                kept.put(task.id(), task);
            }
        }
        return roots.stream()
                .map(root -> kept.get(root.id()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static boolean holds(Stack stack, String wanted) {
        if (holds(stack.name(), wanted)) {
            return true;
        }
        for (Frame frame : stack.frames()) {
            if (holds(frame.function(), wanted)
                    || holds(frame.qualname(), wanted)
                    || holds(frame.className(), wanted)
                    || holds(frame.module(), wanted)
                    || holds(frame.file(), wanted)
                    || holds(frame.text(), wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(@Nullable String text, String wanted) {
        return text != null && text.toLowerCase(Locale.ROOT).contains(wanted);
    }

    /**
     * The frames of a stack next to the innermost.
     *
     * @param limit how many, not counting hidden ones unless {@code showHidden}; 0 for all
     */
    static Limited limit(Stack stack, int limit, boolean showHidden) {
        List<Frame> frames = stack.frames();
        if (limit == 0) {
            return new Limited(frames, 0, 0);
        }
        int start = frames.size();
        for (int shown = 0; start > 0 && shown < limit; start--) {
            shown += isShown(frames.get(start - 1), showHidden) ? 1 : 0;
        }
        int leftOutShown = 0;
        for (Frame frame : frames.subList(0, start)) {
            leftOutShown += isShown(frame, showHidden) ? 1 : 0;
        }
        // Hidden frames further out than the last one that is shown are no loss to say a word about, but JSON has them.
        return leftOutShown == 0
                ? new Limited(frames, 0, 0)
                : new Limited(frames.subList(start, frames.size()), start, leftOutShown);
    }

    private static boolean isShown(Frame frame, boolean showHidden) {
        return showHidden || !frame.hide();
    }

    /**
     * What is left of a stack's frames.
     *
     * @param frames outermost first, hidden ones included
     * @param leftOut how many more there are further out
     * @param leftOutShown how many of those would have been shown
     */
    record Limited(List<Frame> frames, int leftOut, int leftOutShown) {
        /** The frames that are shown, outermost first. */
        List<Frame> shown(boolean showHidden) {
            if (showHidden) {
                return frames;
            }
            var shown = new ArrayList<Frame>(frames.size());
            for (Frame frame : frames) {
                if (!frame.hide()) {
                    shown.add(frame);
                }
            }
            return shown;
        }

        /** How JSON says it, which has no other place for it; null if nothing was left out. */
        @Nullable
        Problem problem() {
            return leftOut == 0
                    ? null
                    : Problem.of(Problem.Kind.LIMIT, leftOut + " frames further out were left out, as was asked for");
        }
    }
}
