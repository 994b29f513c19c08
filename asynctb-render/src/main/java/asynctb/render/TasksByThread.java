package asynctb.render;

import asynctb.model.Stack;
import asynctb.model.ThreadInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trees of tasks by the thread whose loop owns them. */
final class TasksByThread {
    private final Map<String, Rest> byThread = new LinkedHashMap<>();

    TasksByThread(List<Stack> roots) {
        for (Stack root : roots) {
            byThread.computeIfAbsent(key(root.thread()), key -> new Rest(title(root.thread()), new ArrayList<>()))
                    .roots
                    .add(root);
        }
    }

    /**
     * The tasks of one thread.
     *
     * @param title what tells which thread it is
     * @param roots of the trees
     */
    record Rest(String title, List<Stack> roots) {}

    private static String key(@org.jspecify.annotations.Nullable ThreadInfo thread) {
        return thread == null ? "" : thread.interpreter() + " " + thread.ident();
    }

    private static String title(@org.jspecify.annotations.Nullable ThreadInfo thread) {
        if (thread == null) {
            return "Loops that no thread runs: ";
        }
        Object name = thread.attributes().get("name");
        return "Thread " + (thread.nativeId() == null ? thread.ident() : thread.nativeId())
                + (name == null ? "" : " \"" + name + '"') + ": ";
    }

    /** The tasks of the thread that a stack is of, which then are shown. */
    List<Stack> remove(Stack stack) {
        Rest own = stack.kind() == Stack.Kind.THREAD ? byThread.remove(key(stack.thread())) : null;
        return own == null ? List.of() : own.roots;
    }

    /** Those that were not removed. */
    List<Rest> rest() {
        return List.copyOf(byThread.values());
    }
}
