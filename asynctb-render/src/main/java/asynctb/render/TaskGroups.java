package asynctb.render;

import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.model.Reference;
import asynctb.model.Stack;
import asynctb.model.Tasks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Finds among tasks those that do the same: equal frames with managers of the same classes, states and problems, and equal
 * tasks below them. Names, addresses and times play no part, nor what is known of managers.
 */
final class TaskGroups {
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]+");

    private final boolean isGrouping;
    private final Map<String, Integer> classes = new HashMap<>();
    private final Map<List<Object>, Integer> classNumbers = new HashMap<>();
    private int depth;
    private int count;
    private int running;

    /**
     * Looks at all tasks.
     *
     * @param roots of the trees
     * @param isGrouping whether equal ones are to be shown once
     */
    TaskGroups(List<Stack> roots, boolean isGrouping) {
        this.isGrouping = isGrouping;
        Map<String, Integer> depths = new HashMap<>();
        List<Stack> all = Tasks.topDown(roots);
        for (Stack task : all) {
            int level = depths.getOrDefault(task.id(), 1);
            depth = Math.max(depth, level);
            count++;
            running += task.state() == Stack.State.RUNNING ? 1 : 0;
            for (Child child : Tasks.below(task)) {
                if (child instanceof Stack below) {
                    depths.put(below.id(), level + 1);
                }
            }
        }
        for (int i = all.size() - 1; isGrouping && i >= 0; i--) {
            List<Object> signature = signature(all.get(i));
            Integer number = classNumbers.get(signature);
            if (number == null) {
                number = classNumbers.size();
                classNumbers.put(signature, number);
            }
            classes.put(all.get(i).id(), number);
        }
    }

    private List<Object> signature(Stack task) {
        var signature = new ArrayList<Object>();
        signature.add(task.state());
        signature.add(String.valueOf(task.library()));
        signature.add(remarks(task));
        addFrames(task, signature);
        for (Problem problem : task.problems()) {
            signature.add(problem.kind());
        }
        List<Child> children = Tasks.below(task);
        int[] below = new int[children.size()];
        for (int i = 0; i < below.length; i++) {
            switch (children.get(i)) {
                case Stack child -> below[i] = Objects.requireNonNull(classes.get(child.id()));
                case Reference reference -> {
                    below[i] = -1;
                    signature.add(reference.id());
                }
                default -> below[i] = -1;
            }
        }
        Arrays.sort(below);
        for (int number : below) {
            signature.add(number);
        }
        return signature;
    }

    /** What is said of a task besides what it does: {@code ; being cancelled}. Empty if that is nothing. */
    static String remarks(Stack task) {
        String text = task.stateText();
        int begin = text == null ? -1 : text.indexOf("; ");
        return text == null || begin < 0 ? "" : text.substring(begin);
    }

    private static void addFrames(Stack stack, List<Object> signature) {
        for (Frame frame : stack.frames()) {
            signature.add(frame.function());
            signature.add(frame.file());
            signature.add(frame.line());
            if (frame.locals() != null) {
                frame.locals()
                        .forEach((name, value) -> signature.add(name + '=' + value.type() + withoutAddress(value)));
            }
            for (Context context : frame.contexts()) {
                addContext(context, signature);
            }
        }
    }

    private static void addContext(Context context, List<Object> signature) {
        ObjectInfo manager = context.obj();
        signature.add(manager == null ? "" : manager.type());
        signature.add(context.startLine());
        signature.add(context.isEntering());
        signature.add(context.isExiting());
        if (context.innerStack() != null) {
            addFrames(context.innerStack(), signature);
        }
        for (Child child : context.children()) {
            if (child instanceof Context kept) {
                signature.add(ADDRESS.matcher(String.valueOf(kept.text())).replaceAll(""));
                addContext(kept, signature);
            }
        }
        // Ends what it keeps.
        signature.add("");
    }

    private static String withoutAddress(ObjectInfo value) {
        return ADDRESS.matcher(String.valueOf(value.repr())).replaceAll("");
    }

    /** {@code 1000 tasks, 1 running, 3 deep}. */
    String summary() {
        return (count == 1 ? "1 task" : count + " tasks")
                + (running == 0 ? "" : ", " + running + " running")
                + ", " + depth + " deep";
    }

    /** The entries of a tree's level, in the order of the first of each. */
    List<List<Child>> entries(List<? extends Child> level) {
        var entries = new LinkedHashMap<Object, List<Child>>();
        for (Child child : level) {
            Object key =
                    isGrouping && child instanceof Stack task ? Objects.requireNonNull(classes.get(task.id())) : child;
            entries.computeIfAbsent(key, k -> new ArrayList<>()).add(child);
        }
        return List.copyOf(entries.values());
    }
}
