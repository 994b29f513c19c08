package asynctb.cpython;

import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Frame;
import asynctb.model.Stack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was read, in the form in which {@code programs/trio/within.py} says what the library stackscope sees. */
final class StackscopeFrames {
    /** It hides these, and so do we; what else we hide it shows. */
    private static final Set<String> HIDDEN_BY_BOTH = Set.of(
            "_bootstrap",
            "_bootstrap_inner",
            "wait_task_rescheduled",
            "to_thread_run_sync",
            "from_thread_run",
            "run",
            "run_system",
            "unprotected_afn",
            "acapture",
            "send",
            "_greenback_shim",
            "trampoline",
            "await_",
            "_bootstrap_fixtures_and_run_test");

    private StackscopeFrames() {}

    /** The frames of a stack that it shows too, outermost first. */
    static List<?> of(Stack stack) {
        return stack.frames().stream()
                .filter(frame -> !isHiddenByBoth(frame))
                .map(StackscopeFrames::frame)
                .toList();
    }

    private static boolean isHiddenByBoth(Frame frame) {
        return frame.hide()
                && HIDDEN_BY_BOTH.contains(frame.function())
                // Of these only we hide one that is called "run".
                && !frame.file().endsWith("/concurrent/futures/thread.py");
    }

    private static List<?> frame(Frame frame) {
        return List.of(
                frame.function(),
                (long) frame.line(),
                // It knows nothing of those that are being entered.
                frame.contexts().stream()
                        .filter(context -> !context.isEntering())
                        .map(context -> context(context, context.startLine()))
                        .toList());
    }

    private static Map<String, @Nullable Object> context(Context context, int line) {
        var tasks = new ArrayList<String>();
        var managers = new ArrayList<Map<String, @Nullable Object>>();
        for (Child child : context.children()) {
            switch (child) {
                case Stack task -> tasks.add(String.valueOf(task.name()));
                // It gives them the line of their stack.
                case Context kept -> managers.add(context(kept, line));
                default -> throw new AssertionError("a task is shown twice: " + child);
            }
        }
        tasks.sort(null);
        String type = Objects.requireNonNull(context.obj()).type();
        var all = new HashMap<String, @Nullable Object>();
        all.put("line", (long) line);
        all.put("type", type.substring(type.lastIndexOf('.') + 1));
        all.put("leaving", context.isExiting());
        all.put("inner", context.innerStack() == null ? List.of() : of(context.innerStack()));
        all.put("tasks", tasks);
        all.put("managers", managers);
        return all;
    }
}
