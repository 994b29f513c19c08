package asynctb.cpython.library.trio;

import asynctb.cpython.library.CancelScopes;
import asynctb.rules.ContextOutcome;
import asynctb.rules.NoValue;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Trio's context managers: nurseries with the tasks that they keep, cancel scopes, locks and channels. */
public final class TrioManagers {
    private static final int MAX_ERRORS = 10;
    private static final int MAX_STATUSES = 1_000;

    private TrioManagers() {}

    static void addTo(Rules.Builder rules) {
        rules.context(
                "trio._core._run.NurseryManager",
                (manager, scene) -> ContextOutcome.unwrapped(manager.attribute("_nursery")));
        for (String type : List.of("trio.Nursery", "trio._core._run.Nursery")) {
            rules.context(type, TrioManagers::nursery);
            rules.limit(type, (nursery, scene) -> CancelScopes.limit(nursery.attribute("cancel_scope")));
        }
        for (String type : List.of("trio.CancelScope", "trio._core._run.CancelScope")) {
            rules.context(type, (scope, scene) -> ContextOutcome.described(words(scope, scene)));
            rules.limit(type, (scope, scene) -> CancelScopes.limit(scope));
        }
        for (String type : List.of(
                "trio.Lock",
                "trio.StrictFIFOLock",
                "trio.Condition",
                "trio.Semaphore",
                "trio.CapacityLimiter",
                "trio.MemorySendChannel",
                "trio.MemoryReceiveChannel")) {
            rules.context(type, (manager, scene) -> ContextOutcome.described(Descriptions.of(manager)));
        }
        CancelScopes.unwrap(rules, "trio._timeouts", "scope");
        for (String type : List.of("trio.Lock", "trio.StrictFIFOLock", "trio.Condition")) {
            rules.lock(type);
            rules.owner(type, (lock, scene) -> owner(lock));
        }
    }

    /** The address of the task that holds a lock or condition; 0 if none does; empty if that is not known. */
    public static OptionalLong owner(Value lock) {
        Value inner = lock.attribute("_lock");
        Value owner = (inner.exists() ? inner : lock).attribute("_owner");
        return owner.exists() ? OptionalLong.of(owner.isNothing() ? 0 : owner.address()) : OptionalLong.empty();
    }

    private static ContextOutcome nursery(Value nursery, Scene scene) {
        TrioRun run = TrioRun.of(nursery.attribute("_parent_task").attribute("_runner"), scene);
        String words = Stream.of(words(nursery.attribute("cancel_scope"), run, scene), errors(nursery))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return ContextOutcome.keepingTasks(
                words.isEmpty() ? null : words, nursery.attribute("_children").items());
    }

    /** What tasks of a nursery have failed with so far, all of which it raises in the end; null if that is nothing. */
    private static @Nullable String errors(Value nursery) {
        List<String> types = nursery.attribute("_pending_excs").items(MAX_ERRORS).stream()
                .filter(error -> !error.is("trio.Cancelled"))
                .map(error -> error.types().getFirst())
                .distinct()
                .toList();
        return types.isEmpty() ? null : "failed with " + String.join(" and ", types);
    }

    /** The state of a cancel scope; null if there is nothing to say. */
    public static @Nullable String words(Value scope, Scene scene) {
        return words(scope, runOf(scope, scene), scene);
    }

    /** The run of a task in the scope, or in one within it; null if there is none, or no task is in it. */
    private static @Nullable TrioRun runOf(Value scope, Scene scene) {
        List<TrioRun> all = TrioRun.all(scene);
        if (all.size() == 1) {
            return all.getFirst();
        }
        Value task = taskIn(scope);
        return task.exists() ? TrioRun.of(task.attribute("_runner"), scene) : null;
    }

    /** A task in the scope, or in one within it; does not exist if there is none. */
    public static Value taskIn(Value scope) {
        Deque<Value> work = new ArrayDeque<>();
        work.add(scope.attribute("_cancel_status"));
        for (int i = 0; i < MAX_STATUSES && !work.isEmpty(); i++) {
            Value status = work.remove();
            List<Value> tasks = status.attribute("_tasks").items();
            if (!tasks.isEmpty()) {
                return tasks.getFirst();
            }
            work.addAll(status.attribute("_children").items());
        }
        return NoValue.INSTANCE;
    }

    private static @Nullable String words(Value scope, @Nullable TrioRun run, Scene scene) {
        return CancelScopes.words(
                scope, run == null ? OptionalDouble.empty() : run.until(scope.attribute("_deadline"), scene));
    }
}
