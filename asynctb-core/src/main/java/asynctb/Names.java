package asynctb;

import asynctb.model.Stack;
import org.jspecify.annotations.Nullable;

/** What threads and tasks are called where others speak of them. */
final class Names {
    private Names() {}

    /** {@code task "worker"}; a task without a name is called after its function. */
    static String of(Stack stack) {
        @Nullable String name = stack.name();
        String kind = stack.kind().id() + ' ';
        if (name != null) {
            return kind + '"' + name + '"';
        }
        return kind
                + (stack.frames().isEmpty()
                        ? stack.id()
                        : stack.frames().getFirst().function());
    }
}
