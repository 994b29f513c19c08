package asynctb.rulefiles;

import asynctb.model.Stack;
import asynctb.rules.LibraryTask;
import asynctb.rules.NoValue;
import asynctb.rules.Part;
import asynctb.rules.Scene;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code [[task]]}. Each expression but the first may be null: then there is no such thing.
 *
 * @param types the classes of the tasks
 * @param all the live ones
 * @param body whose frames a task's are; null if those of the thread that works for it are, which are not shown again
 * @param parent the tasks that wait for it, or end after it
 * @param waitsFor what it waits for
 * @param thread frames of the thread whose loop owns it
 */
record TaskEntry(
        List<String> types,
        @Nullable Expression all,
        @Nullable Template name,
        @Nullable Expression body,
        @Nullable Expression parent,
        @Nullable Expression waitsFor,
        @Nullable Template state,
        @Nullable Expression thread,
        Tally tally) {
    static TaskEntry read(Entry entry, Types types) {
        List<String> names = types.read(entry);
        if (!entry.has("all")) {
            entry.wrong("it needs all");
        }
        if (!entry.has("body") && !entry.has("thread")) {
            entry.wrong("it needs body or, for a task that has no frames of its own, thread");
        }
        var tally = new Tally(entry, "task", null, names);
        var task = new TaskEntry(
                names,
                entry.expression("all", ExpressionParser.Scope.NOTHING),
                entry.template("name", ExpressionParser.Scope.OBJECT),
                entry.expression("body", ExpressionParser.Scope.OBJECT),
                entry.expression("parent", ExpressionParser.Scope.OBJECT),
                entry.expression("waits_for", ExpressionParser.Scope.OBJECT),
                entry.template("state", ExpressionParser.Scope.OBJECT),
                entry.expression("thread", ExpressionParser.Scope.NOTHING),
                tally);
        entry.close();
        return task;
    }

    boolean isFor(Value object) {
        return types.stream().anyMatch(object::is);
    }

    List<LibraryTask> find(Scene scene) {
        if (all == null) {
            return List.of();
        }
        Budget budget = Budget.of(tally.allowance(), scene);
        ThreadView owner = owner(scene);
        var found = new LinkedHashMap<Long, Value>();
        for (Value object : tally.guard(() -> all.values(new Place(null, null, null, null, scene, budget)))) {
            if (isFor(object)) {
                found.putIfAbsent(object.address(), object);
            }
        }
        var tasks = new ArrayList<LibraryTask>(found.size());
        for (Map.Entry<Long, Value> task : found.entrySet()) {
            tasks.add(describe(task.getValue(), scene, owner));
        }
        return tasks;
    }

    LibraryTask describe(Value object, Scene scene) {
        return describe(object, scene, owner(scene));
    }

    private LibraryTask describe(Value object, Scene scene, @Nullable ThreadView owner) {
        return tally.ask(object.address(), scene, task -> false, budget -> {
            Place place = Place.of(object, scene, budget);
            List<Part> parts = body == null ? List.of(Part.of(object)) : body.parts(place);
            List<Value> waits = waitsFor == null ? List.of() : waitsFor.values(place);
            return new LibraryTask(
                    object,
                    name == null ? null : name.apply(place),
                    parts.isEmpty() ? Part.of(NoValue.INSTANCE) : parts.getFirst(),
                    body == null ? state(owner) : state(parts, scene),
                    state == null ? null : state.apply(place),
                    waits.isEmpty() ? null : waits.getFirst(),
                    parent == null ? List.of() : parent.values(place),
                    owner,
                    List.of());
        });
    }

    /** Of what a task's body is doing; a body that is suspended is a task that waits. */
    private static Stack.State state(List<Part> body, Scene scene) {
        if (body.isEmpty() || !(body.getFirst() instanceof Part.Of of)) {
            return Stack.State.UNKNOWN;
        }
        Stack.State state = scene.state(of.value());
        return state == Stack.State.SUSPENDED ? Stack.State.WAITING : state;
    }

    /** Of what a thread works for. */
    private static Stack.State state(@Nullable ThreadView worker) {
        return worker == null ? Stack.State.UNKNOWN : Stack.State.RUNNING;
    }

    private @Nullable ThreadView owner(Scene scene) {
        if (thread == null) {
            return null;
        }
        List<Thing> things = tally.guard(
                () -> thread.evaluate(new Place(null, null, null, null, scene, Budget.of(tally.allowance(), scene))));
        return !things.isEmpty() && things.getFirst() instanceof Thing.Frames frames
                ? frames.part().thread()
                : null;
    }
}
