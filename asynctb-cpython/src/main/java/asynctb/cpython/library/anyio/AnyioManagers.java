package asynctb.cpython.library.anyio;

import asynctb.cpython.library.CancelScopes;
import asynctb.cpython.library.asyncio.AsyncioView;
import asynctb.cpython.library.trio.Descriptions;
import asynctb.cpython.library.trio.TrioManagers;
import asynctb.rules.ContextOutcome;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import asynctb.rules.WaitLimit;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** anyio's context managers: task groups with the tasks that they keep, cancel scopes, locks and streams. */
final class AnyioManagers {
    private final AsyncioView asyncio;

    AnyioManagers(AsyncioView asyncio) {
        this.asyncio = asyncio;
    }

    void addTo(Rules.Builder rules) {
        for (String backEnd : List.of(AnyioRules.ASYNCIO, AnyioRules.TRIO)) {
            rules.context(backEnd + ".TaskGroup", AnyioManagers::group);
            rules.limit(backEnd + ".TaskGroup", (group, scene) -> limit(group.attribute("cancel_scope")));
            rules.limit(backEnd + ".CancelScope", (scope, scene) -> limit(scope));
            rules.context(
                    backEnd + ".CancelScope", (scope, scene) -> ContextOutcome.described(scopeWords(scope, scene)));
            // The locks of anyio 4; those of anyio 3 are of no back end.
            rules.lock(backEnd + ".Lock");
            rules.owner(backEnd + ".Lock", AnyioManagers::owner);
        }
        for (String portal : List.of("anyio.from_thread.BlockingPortal", "anyio.abc.BlockingPortal")) {
            rules.context(portal, (manager, scene) -> group(manager.attribute("_task_group"), scene));
        }
        rules.context(
                "anyio._core._tasks.FailAfterContextManager",
                (manager, scene) -> ContextOutcome.unwrapped(manager.attribute("_cancel_scope")));
        CancelScopes.unwrap(rules, "anyio._core._tasks", "scope", "cancel_scope");
        for (String type : List.of("anyio.Lock", "anyio.Condition")) {
            rules.lock(type).owner(type, AnyioManagers::owner);
        }
        for (String type : List.of("Lock", "Condition", "Semaphore", "CapacityLimiter")) {
            for (String module : List.of("anyio.", AnyioRules.ASYNCIO + '.', AnyioRules.TRIO + '.')) {
                rules.context(module + type, (lock, scene) -> ContextOutcome.described(words(lock, scene)));
            }
        }
        for (String type : List.of("MemoryObjectReceiveStream", "MemoryObjectSendStream")) {
            rules.context(
                    "anyio.streams.memory." + type, (stream, scene) -> ContextOutcome.described(words(stream, scene)));
        }
    }

    private static WaitLimit limit(Value scope) {
        Value original = scope.attribute("_CancelScope__original");
        return CancelScopes.limit(original.exists() ? original : scope);
    }

    private static ContextOutcome group(Value group, Scene scene) {
        String words = scopeWords(group.attribute("cancel_scope"), scene);
        Value nursery = group.attribute("_nursery");
        List<Value> tasks = nursery.exists() ? nursery.attribute("_children").items() : tasks(group);
        return ContextOutcome.keepingTasks(words, tasks);
    }

    /** The tasks of a group on asyncio. anyio 3 keeps only those of its cancel scope, in which the group's own task is too. */
    static List<Value> tasks(Value group) {
        Value tasks = group.attribute("_tasks");
        if (tasks.exists()) {
            return tasks.items();
        }
        Value scope = group.attribute("cancel_scope");
        long host = scope.attribute("_host_task").address();
        return scope.attribute("_tasks").items().stream()
                .filter(task -> task.address() != host)
                .toList();
    }

    private static @Nullable String scopeWords(Value scope, Scene scene) {
        Value original = scope.attribute("_CancelScope__original");
        if (original.exists()) {
            return TrioManagers.words(original, scene);
        }
        OptionalDouble deadline = scope.attribute("_deadline").number();
        boolean isBounded = deadline.isPresent()
                && Double.isFinite(deadline.getAsDouble())
                && scene.now().isPresent();
        return CancelScopes.words(
                scope,
                isBounded
                        ? OptionalDouble.of(deadline.getAsDouble() - scene.now().getAsDouble())
                        : OptionalDouble.empty());
    }

    /** The state of a lock or stream; null if there is nothing to say. */
    @Nullable
    String words(Value object, Scene scene) {
        String name = object.info().type();
        name = name.substring(name.lastIndexOf('.') + 1);
        Value original = object.attribute("_" + name + "__original");
        if (original.exists()) {
            return Descriptions.of(original);
        }
        return switch (name) {
            case "Lock" -> lock(object, scene);
            case "Condition" -> words(object.attribute("_lock"), scene);
            case "Semaphore", "CapacityLimiter" -> Descriptions.of(object);
            case "MemoryObjectReceiveStream", "MemoryObjectSendStream" ->
                Descriptions.channel(object.attribute("_state"));
            default -> null;
        };
    }

    /** The address of the task that holds a lock or condition; 0 if none does; empty if that is not known. */
    private static OptionalLong owner(Value object, Scene scene) {
        Value kept = object.attribute("_lock");
        Value lock = kept.exists() ? kept : object;
        for (String original : List.of("_Lock__original", "_original")) {
            if (lock.attribute(original).exists()) {
                return TrioManagers.owner(lock.attribute(original));
            }
        }
        Value owner = lock.attribute("_owner_task");
        if (!owner.isSomething()) {
            return owner.exists() ? OptionalLong.of(0) : OptionalLong.empty();
        }
        // anyio 3 keeps what it says of the task, whose address is the task's id.
        return AsyncioView.isTask(owner)
                ? OptionalLong.of(owner.address())
                : owner.attribute("id").integer();
    }

    /** Its owner is a task of asyncio, or in anyio 3 what anyio says of a task. */
    private @Nullable String lock(Value lock, Scene scene) {
        Value owner = lock.attribute("_owner_task");
        if (!owner.isSomething()) {
            return owner.exists() ? "not held" : null;
        }
        String name = AsyncioView.isTask(owner)
                ? asyncio.name(owner, scene)
                : owner.attribute("name").text();
        return name == null ? "held" : "held by \"" + name + '"';
    }
}
