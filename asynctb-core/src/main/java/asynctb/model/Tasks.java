package asynctb.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Ways through trees of tasks, whose children stand below a stack itself and below the context managers of its frames. */
public final class Tasks {
    private Tasks() {}

    /** Every stack before those below it. */
    public static List<Stack> topDown(List<Stack> roots) {
        var all = new ArrayList<Stack>();
        Deque<Stack> work = new ArrayDeque<>(roots);
        while (!work.isEmpty()) {
            Stack stack = work.remove();
            all.add(stack);
            for (Child child : below(stack)) {
                if (child instanceof Stack task) {
                    work.add(task);
                }
            }
        }
        return all;
    }

    /**
     * Some of the tasks that stand next below a stack, and the references in their place.
     *
     * @param frame the one that holds the manager; null if no manager keeps them
     * @param context the manager that keeps them; null if none does
     * @param tasks at least one
     */
    public record Held(@Nullable Frame frame, @Nullable Context context, List<Child> tasks) {
        public Held {
            tasks = List.copyOf(tasks);
        }
    }

    /** The tasks that stand next below a stack, and the references in their place: those of managers first. */
    public static List<Child> below(Stack stack) {
        List<Held> held = held(stack);
        if (held.isEmpty()) {
            return List.of();
        }
        return held.size() == 1
                ? held.getFirst().tasks
                : held.stream().flatMap(each -> each.tasks.stream()).toList();
    }

    /** The tasks that stand next below a stack, by who keeps them: managers first, in the order of their frames. */
    public static List<Held> held(Stack stack) {
        var found = new ArrayList<Held>();
        collect(stack, found);
        return found;
    }

    private static void collect(Stack stack, List<Held> found) {
        for (Frame frame : stack.frames()) {
            for (Context context : frame.contexts()) {
                collect(frame, context, found);
            }
        }
        if (!stack.children().isEmpty()) {
            found.add(new Held(null, null, stack.children()));
        }
    }

    private static void collect(@Nullable Frame frame, Context context, List<Held> found) {
        if (context.innerStack() != null) {
            collect(context.innerStack(), found);
        }
        if (context.children().isEmpty()) {
            return;
        }
        var own = new ArrayList<Child>();
        for (Child child : context.children()) {
            if (child instanceof Context kept) {
                collect(frame, kept, found);
            } else {
                own.add(child);
            }
        }
        if (!own.isEmpty()) {
            found.add(new Held(frame, context, own));
        }
    }

    /** How many tasks a manager keeps, not counting theirs. */
    public static int count(Context context) {
        var found = new ArrayList<Held>();
        collect(null, context, found);
        return found.stream().mapToInt(held -> held.tasks.size()).sum();
    }

    /**
     * A stack with other ones below it.
     *
     * @param other what takes the place of a child that is no context; null if nothing does
     */
    public static Stack replace(Stack stack, Function<Child, @Nullable Child> other) {
        boolean hasKept = stack.frames().stream()
                .anyMatch(frame -> frame.contexts().stream().anyMatch(c -> count(c) > 0));
        Stack replaced = hasKept
                ? stack.withFrames(
                        stack.frames().stream().map(f -> frame(f, other)).toList())
                : stack;
        return replaced.children().isEmpty() ? replaced : replaced.withChildren(children(replaced.children(), other));
    }

    private static Frame frame(Frame frame, Function<Child, @Nullable Child> other) {
        return frame.contexts().isEmpty()
                ? frame
                : frame.withContexts(frame.contexts().stream()
                        .map(context -> context(context, other))
                        .toList());
    }

    private static Context context(Context context, Function<Child, @Nullable Child> other) {
        return context.with(
                context.innerStack() == null ? null : replace(context.innerStack(), other),
                children(context.children(), other));
    }

    private static List<Child> children(List<Child> children, Function<Child, @Nullable Child> other) {
        var replaced = new ArrayList<Child>(children.size());
        for (Child child : children) {
            Child instead = child instanceof Context kept ? context(kept, other) : other.apply(child);
            if (instead != null) {
                replaced.add(instead);
            }
        }
        return replaced;
    }
}
