package asynctb.render;

import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Frame;
import asynctb.model.Reference;
import asynctb.model.Stack;
import asynctb.model.Tasks;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Trees of tasks as text: each task a line and its frames, the tasks that it waits for below it. */
final class TaskTrees {
    // Deeper ones stand on the same column, so that a chain of any length stays in sight; their level is said.
    private static final int DEEPEST_INDENT = 16;

    private final Lines lines;
    private final boolean isGrouping;
    private final boolean ascii;
    private final Body body;
    private List<Stack> all = List.of();
    private @Nullable Map<String, String> functions;

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

    /** Takes all tasks, which those that are written next may refer to. */
    void begin(List<Stack> roots) {
        all = roots;
        functions = null;
    }

    private record Level(Iterator<Row> rows, String margin, int depth) {}

    /**
     * A line of a level, and what stands below it.
     *
     * @param label who keeps the tasks that follow; null for tasks
     * @param entry tasks that do the same; empty for a label
     * @param alike these, and those in the same place below tasks that are shown as one with theirs
     */
    private record Row(@Nullable String label, List<Child> entry, List<Child> alike) {
        static Row label(String label) {
            return new Row(label, List.of(), List.of());
        }
    }

    /**
     * Writes trees with a line that sums them up.
     *
     * @param title what begins that line
     */
    void write(String title, List<Stack> roots) throws IOException {
        var groups = new TaskGroups(roots, isGrouping);
        lines.paint(Paint.TITLE, title + groups.summary() + ":").end();
        write(rows(roots, groups), groups, 0);
    }

    /** Writes the children of a stack that was written before. */
    void writeBelow(Stack root) throws IOException {
        if (!Tasks.below(root).isEmpty()) {
            var groups = new TaskGroups(List.of(root), isGrouping);
            write(rowsBelow(List.of(root), groups), groups, 1);
        }
    }

    private void write(List<Row> rows, TaskGroups groups, int depth) throws IOException {
        Deque<Level> open = new ArrayDeque<>();
        open.push(new Level(rows.iterator(), "  ", depth));
        while (!open.isEmpty()) {
            Level level = open.element();
            if (!level.rows.hasNext()) {
                open.pop();
                continue;
            }
            Row row = level.rows.next();
            if (row.label != null) {
                lines.margin(level.margin + glyphs("│ ", "| "));
                lines.paint(Paint.QUIET, lines.escape(row.label)).end();
                continue;
            }
            List<Child> entry = row.entry;
            boolean isLast = !level.rows.hasNext();
            boolean isRoot = level.depth == 0;
            boolean isDeepest = level.depth > DEEPEST_INDENT;
            lines.margin(isRoot ? level.margin : level.margin + (isLast ? glyphs("└─ ", "`- ") : glyphs("├─ ", "|- ")));
            String below = isRoot || isDeepest ? level.margin : level.margin + (isLast ? "   " : glyphs("│  ", "|  "));
            title(row, level.depth);
            lines.margin(below);
            if (entry.getFirst() instanceof Stack task) {
                body.write(row.alike.size() == 1 ? task : CommonWords.of(row.alike), below.length());
                open.push(new Level(rowsBelow(row.alike, groups).iterator(), below, level.depth + 1));
            }
        }
        lines.margin("");
    }

    private static List<Row> rows(List<? extends Child> tasks, TaskGroups groups) {
        return groups.entries(tasks).stream()
                .map(entry -> new Row(null, entry, entry))
                .toList();
    }

    /** What stands below the first of some tasks that are alike; where several managers keep tasks, each has a line before its own. */
    private static List<Row> rowsBelow(List<? extends Child> alike, TaskGroups groups) {
        Stack task = (Stack) alike.getFirst();
        List<Tasks.Held> all = Tasks.held(task);
        boolean isLabelled = all.size() > 1 && all.stream().anyMatch(held -> isShown(held.frame()));
        var rows = new ArrayList<Row>();
        for (Tasks.Held held : isLabelled ? all : List.<Tasks.Held>of()) {
            rows.add(Row.label(label(held)));
            rows.addAll(rows(held.tasks(), groups));
        }
        if (!isLabelled) {
            rows.addAll(rows(Tasks.below(task), groups));
        }
        return alike.size() == 1 || rows.isEmpty() ? rows : withThoseAlike(rows, alike, groups);
    }

    private static List<Row> withThoseAlike(List<Row> rows, List<? extends Child> parents, TaskGroups groups) {
        var children = new ArrayList<Child>();
        for (Child parent : parents) {
            children.addAll(Tasks.below((Stack) parent));
        }
        var alike = new IdentityHashMap<Child, List<Child>>();
        for (List<Child> entry : groups.entries(children)) {
            entry.forEach(child -> alike.put(child, entry));
        }
        return rows.stream()
                .map(row -> row.label != null
                        ? row
                        : new Row(null, row.entry, alike.getOrDefault(row.entry.getFirst(), row.entry)))
                .toList();
    }

    private static boolean isShown(@Nullable Frame frame) {
        return frame != null && !frame.hide();
    }

    /** {@code in outer, line 80 of main:}. */
    private static String label(Tasks.Held held) {
        Frame frame = held.frame();
        Context context = held.context();
        if (frame == null || context == null) {
            return "others:";
        }
        String name = context.varname() == null ? "a manager" : context.varname();
        String line = context.startLine() == 0 ? "" : "line " + context.startLine() + " of ";
        return "in " + (isShown(frame) ? name + ", " + line : "") + Headline.function(frame) + ":";
    }

    private void title(Row row, int depth) throws IOException {
        List<Child> entry = row.entry;
        if (entry.getFirst() instanceof Reference reference) {
            lines.paint(Paint.QUIET, glyphs("→ ", "-> ") + lines.escape(reference(reference)))
                    .end();
        } else if (entry.getFirst() instanceof Stack task) {
            String level = depth > DEEPEST_INDENT ? "level " + (depth + 1) + ": " : "";
            lines.paint(Paint.TITLE, lines.escape(level + subject(task, row)) + ":")
                    .pad(1)
                    .paint(Paint.STATE, lines.escape(state(task, row.alike)))
                    .end();
        }
    }

    /** A task without a name is called after its function, as where it is shown. */
    private String reference(Reference reference) {
        if (reference.name() == null && functions == null) {
            functions =
                    Tasks.topDown(all).stream().collect(Collectors.toMap(Stack::id, TaskTrees::function, (a, b) -> a));
        }
        String function = functions == null ? "" : functions.getOrDefault(reference.id(), "");
        return reference.name() != null || function.isEmpty()
                ? Headline.reference(reference)
                : "task " + function + ", shown elsewhere";
    }

    /** {@code Task "x"}, {@code 990 × worker (Task-3 … Task-992)}, {@code 1 × worker each (Task-3 … Task-5)} below a group. */
    private String subject(Stack task, Row row) {
        List<Child> alike = row.alike;
        String name = task.name() == null ? null : '"' + task.name() + '"';
        String function = function(task);
        String torn = Headline.isTorn(task) ? " [TORN]" : "";
        if (alike.size() == 1) {
            String unnamed = function.isEmpty() ? String.valueOf(task.root()) : function;
            return "Task " + (name == null ? unnamed : name) + torn;
        }
        String last = alike.getLast() instanceof Stack other && other.name() != null ? '"' + other.name() + '"' : null;
        String names = name == null || last == null || name.equals(last)
                ? ""
                : " (" + name + " " + lines.ellipsis() + " " + last + ")";
        String each = alike.size() == row.entry.size() ? "" : " each";
        return row.entry.size() + glyphs(" × ", " x ") + (function.isEmpty() ? "task" : function) + each + names + torn;
    }

    /** The outermost function that is shown; empty if there is none at all. */
    private static String function(Stack task) {
        return task.frames().stream()
                .filter(TaskTrees::isShown)
                .findFirst()
                .or(() -> task.frames().stream().findFirst())
                .map(Headline::function)
                .orElse("");
    }

    /** What all of a group do; what differs between them is left out. Remarks are the same of all of them. */
    private static String state(Stack task, List<Child> entry) {
        String remarks = TaskGroups.remarks(task);
        String common = activity(task);
        for (Child child : entry) {
            if (child instanceof Stack other && !activity(other).equals(common)) {
                int comma = common.indexOf(", ");
                common = comma < 0 ? common : common.substring(0, comma);
                if (!activity(other).startsWith(common)) {
                    return task.state().id() + remarks;
                }
            }
        }
        return common + remarks;
    }

    /** What a task does, without remarks. */
    private static String activity(Stack task) {
        String text = task.stateText();
        if (text != null) {
            return text.substring(0, text.length() - TaskGroups.remarks(task).length());
        }
        if (task.waitsFor() == null) {
            return task.state().id();
        }
        // What runs can wait too, and makes its thread wait.
        boolean runs = task.state() == Stack.State.RUNNING;
        return task.state().id() + (runs ? "; waits for " : " for ") + task.waitsFor();
    }

    private String glyphs(String unicode, String plain) {
        return ascii ? plain : unicode;
    }
}
