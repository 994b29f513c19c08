package asynctb;

import asynctb.model.ObjectInfo;
import asynctb.model.Stack;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A thread or task, and what it waits for. */
final class Waiter {
    final Stack stack;

    /** The lock that it waits for; null if it waits for none. */
    @Nullable
    ObjectInfo wanted;

    /** The statement that waits for the lock, or the lock's name; null if it is known only that it waits. */
    @Nullable
    String wantedBy;

    /** Those for whose ends it waits, any of which may wake it up. */
    final List<Waiter> awaited = new ArrayList<>(0);

    /** Whether it waits for somebody of whom nothing is known for certain. */
    boolean isDoubtful;

    Waiter(Stack stack) {
        this.stack = stack;
    }

    boolean isTask() {
        return stack.kind() == Stack.Kind.TASK;
    }

    /** Whether it can be waiting at all: a task that has been cancelled, or woken up, waits no more. */
    boolean mayWait() {
        return !isTask() || stack.state() == Stack.State.WAITING;
    }
}
