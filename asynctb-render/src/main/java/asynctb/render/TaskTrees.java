package asynctb.render;

import asynctb.model.Child;
import asynctb.model.Reference;
import asynctb.model.Stack;
import asynctb.model.Tasks;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Trees of tasks as text: each task a line and its frames, the tasks that it waits for below it. */
final class TaskTrees {
    // Deeper ones stand on the same column, so that a chain of any length stays in sight; their level is said.
    private static final int DEEPEST_INDENT = 16;

    private final Lines lines;
    private final boolean isGrouping;
    private final boolean ascii;
    private final Body body;

    /** Writes what stands below the headline of a stack. */
    @FunctionalInterface
    interface Body {
        void write(Stack stack, int columnsTaken) throws IOException;
    }

    TaskTrees(Lines lines, RenderOptions options, Body body) {
        this.lines = lines;
        this.isGrouping = options.group();
        this.ascii = options.ascii();
        this.body = body;
    }

    private record Level(Iterator<List<Child>> entries, String margin, int depth) {}

    /**
     * Writes trees with a line that sums them up.
     *
     * @param title what begins that line
     */
    void write(String title, List<Stack> roots) throws IOException {
        var groups = new TaskGroups(roots, isGrouping);
        lines.paint(Paint.TITLE, title + groups.summary() + ":").end();
        write(roots, groups, 0);
    }

    /** Writes the children of a stack that was written before. */
    void writeBelow(Stack root) throws IOException {
        List<Child> below = Tasks.below(root);
        if (!below.isEmpty()) {
            write(below, new TaskGroups(List.of(root), isGrouping), 1);
        }
    }

    private void write(List<? extends Child> roots, TaskGroups groups, int depth) throws IOException {
        Deque<Level> open = new ArrayDeque<>();
        open.push(new Level(groups.entries(roots).iterator(), "  ", depth));
        while (!open.isEmpty()) {
            Level level = open.element();
            if (!level.entries.hasNext()) {
                open.pop();
                continue;
            }
            List<Child> entry = level.entries.next();
            boolean isLast = !level.entries.hasNext();
            boolean isRoot = level.depth == 0;
            boolean isDeepest = level.depth > DEEPEST_INDENT;
            lines.margin(isRoot ? level.margin : level.margin + (isLast ? glyphs("└─ ", "`- ") : glyphs("├─ ", "|- ")));
            String below = isRoot || isDeepest ? level.margin : level.margin + (isLast ? "   " : glyphs("│  ", "|  "));
            title(entry, level.depth);
            lines.margin(below);
            if (entry.getFirst() instanceof Stack task) {
                body.write(task, below.length());
                open.push(new Level(groups.entries(Tasks.below(task)).iterator(), below, level.depth + 1));
            }
        }
        lines.margin("");
    }

    private void title(List<Child> entry, int depth) throws IOException {
        if (entry.getFirst() instanceof Reference reference) {
            lines.paint(Paint.QUIET, glyphs("→ ", "-> ") + lines.escape(Headline.reference(reference)))
                    .end();
        } else if (entry.getFirst() instanceof Stack task) {
            String level = depth > DEEPEST_INDENT ? "level " + (depth + 1) + ": " : "";
            lines.paint(Paint.TITLE, lines.escape(level + subject(task, entry)) + ":")
                    .pad(1)
                    .paint(Paint.STATE, lines.escape(state(task, entry)))
                    .end();
        }
    }

    /** {@code Task "x"}, {@code 990 × worker (Task-3 … Task-992)}. */
    private String subject(Stack task, List<Child> entry) {
        String name = task.name() == null ? null : '"' + task.name() + '"';
        String function =
                task.frames().isEmpty() ? "" : Headline.function(task.frames().getFirst());
        String torn = Headline.isTorn(task) ? " [TORN]" : "";
        if (entry.size() == 1) {
            String unnamed = function.isEmpty() ? String.valueOf(task.root()) : function;
            return "Task " + (name == null ? unnamed : name) + torn;
        }
        String last = entry.getLast() instanceof Stack other && other.name() != null ? '"' + other.name() + '"' : null;
        String names = name == null || last == null ? "" : " (" + name + " " + lines.ellipsis() + " " + last + ")";
        return entry.size() + glyphs(" × ", " x ") + (function.isEmpty() ? "task" : function) + names + torn;
    }

    /** What all of a group do; what differs between them is left out. */
    private static String state(Stack task, List<Child> entry) {
        String common = ownState(task);
        for (Child child : entry) {
            if (child instanceof Stack other && !ownState(other).equals(common)) {
                int comma = common.indexOf(", ");
                common = comma < 0 ? common : common.substring(0, comma);
                String shorter = common;
                if (!ownState(other).startsWith(shorter)) {
                    return task.state().id();
                }
            }
        }
        return common;
    }

    private static String ownState(Stack task) {
        if (task.stateText() != null) {
            return task.stateText();
        }
        return task.waitsFor() == null ? task.state().id() : task.state().id() + " for " + task.waitsFor();
    }

    private String glyphs(String unicode, String plain) {
        return ascii ? plain : unicode;
    }
}
