package asynctb.cpython.library.trio;

import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.rules.LibraryTask;
import asynctb.rules.Part;
import asynctb.rules.Scene;
import asynctb.rules.TaskRule;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The tasks of all runs. A task ends before the nursery that it was started in, so that one's task is its parent. */
final class TrioTasks implements TaskRule {
    @Override
    public Found find(Scene scene) {
        var tasks = new ArrayList<LibraryTask>();
        var problems = new ArrayList<Problem>();
        for (TrioRun run : TrioRun.all(scene)) {
            List<Value> live = new ArrayList<>(run.runner().attribute("tasks").items());
            live.sort(Comparator.comparingLong(
                    task -> task.attribute("_counter").integer().orElse(Long.MAX_VALUE)));
            live.forEach(task -> tasks.add(task(task, run, scene)));
            if (live.isEmpty()) {
                problems.add(new Problem(
                        Problem.Kind.UNREADABLE,
                        "the tasks of a run of Trio could not be read",
                        run.runner().address()));
            }
        }
        return new Found(tasks, problems);
    }

    @Override
    public Optional<LibraryTask> describe(Value object, Scene scene) {
        return Optional.of(task(object, TrioRun.of(object.attribute("_runner"), scene), scene));
    }

    private static LibraryTask task(Value task, TrioRun run, Scene scene) {
        Value coroutine = task.attribute("coro");
        Wait wait = wait(task, coroutine, run, scene);
        Value nursery = task.attribute("_parent_nursery");
        Value parent = nursery.attribute("_parent_task");
        boolean isLost = !nursery.exists() || nursery.isSomething() && !parent.isSomething();
        return new LibraryTask(
                task,
                task.attribute("name").text(),
                Part.of(coroutine),
                wait.state(),
                wait.text() == null ? null : wait.text() + remarks(task, nursery, run),
                wait.object(),
                parent.isSomething() ? List.of(parent) : List.of(),
                run.thread(),
                isLost
                        ? List.of(new Problem(
                                Problem.Kind.UNREADABLE, "the nursery that it is in could not be read", task.address()))
                        : List.of());
    }

    private static Wait wait(Value task, Value coroutine, TrioRun run, Scene scene) {
        return switch (scene.state(coroutine)) {
            case RUNNING -> Wait.of(Stack.State.RUNNING, "running");
            case CREATED -> Wait.of(Stack.State.CREATED, "not started");
            case FINISHED -> Wait.of(Stack.State.FINISHED, "finished");
            // Set from when it is to go on until it does.
            case SUSPENDED ->
                task.attribute("_next_send_fn").isSomething()
                        ? Wait.of(Stack.State.SUSPENDED, "ready to run")
                        : new Waits(run, scene).find(scene.frames(coroutine));
            default -> Wait.of(Stack.State.UNKNOWN, null);
        };
    }

    private static String remarks(Value task, Value nursery, TrioRun run) {
        var remarks = new StringBuilder();
        if (task.attribute("_cancel_status").attribute("effectively_cancelled").isTrue()) {
            remarks.append("; being cancelled");
        }
        if (task.attribute("_eventual_parent_nursery").isSomething()) {
            remarks.append("; starting");
        }
        boolean isSystem = nursery.exists()
                && nursery.address() == run.runner().attribute("system_nursery").address();
        return remarks + (isSystem ? "; system task" : "");
    }
}
