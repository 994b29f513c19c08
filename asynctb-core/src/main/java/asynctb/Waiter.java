package asynctb;

import asynctb.model.ObjectInfo;
import asynctb.model.Stack;
import java.util.LinkedHashSet;
import java.util.Set;
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

    /** Those for whose ends it waits, any of which may wake it up; each once, however many they are. */
    final Set<Waiter> awaited = new LinkedHashSet<>(0);

    /** Whether it waits for somebody of whom nothing is known for certain. */
    boolean isDoubtful;

    /** Whether its wait ends by itself, as soon as its loop can see to that. */
    boolean ends;

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
