package asynctb.cpython.library.curio;

import asynctb.cpython.library.Deadline;
import asynctb.model.Stack;
import asynctb.rules.FrameView;
import asynctb.rules.LibraryTask;
import asynctb.rules.NoValue;
import asynctb.rules.Part;
import asynctb.rules.Scene;
import asynctb.rules.TaskRule;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of all kernels that run. Below a task stand those that it waits for: one that it joins, or those of a group that it
 * joins. Who has spawned a task does not wait for it for that.
 */
final class CurioTasks implements TaskRule {
    static final String TASK = "curio.task.Task";
    static final String GROUP = "curio.task.TaskGroup";
    static final String KERNEL_RUN = "Kernel._make_kernel_runtime.<locals>.kernel_run";

    /** A task with the thread of its kernel, and its frames. */
    private record Live(Value task, ThreadView thread, List<? extends FrameView> frames) {}

    @Override
    public Found find(Scene scene) {
        var live = new ArrayList<Live>();
        for (ThreadView thread : scene.threads()) {
            for (FrameView frame : thread.frames()) {
                if (frame.function().equals("kernel_run") && frame.runs("curio.kernel", KERNEL_RUN)) {
                    tasks(frame)
                            .forEach(task -> live.add(new Live(task, thread, scene.frames(task.attribute("coro")))));
                }
            }
        }
        Map<Long, Set<Value>> joiners = joiners(live);
        return Found.of(live.stream().map(task -> task(task, joiners, scene)));
    }

    /** Oldest first. */
    private static List<Value> tasks(FrameView kernelRun) {
        return kernelRun.local("kernel").attribute("_tasks").items().stream()
                .sorted(Comparator.comparingLong(
                        task -> task.attribute("id").integer().orElse(Long.MAX_VALUE)))
                .toList();
    }

    /** The tasks that wait for a task, or for the group of tasks, by its address. */
    private static Map<Long, Set<Value>> joiners(List<Live> live) {
        var joiners = new HashMap<Long, Set<Value>>();
        for (Live waiting : live) {
            for (FrameView frame : waiting.frames()) {
                boolean isJoin = "curio.task".equals(frame.module())
                        && List.of("join", "wait", "next_done", "__aexit__").contains(frame.function());
                if (isJoin) {
                    joiners.computeIfAbsent(frame.local("self").address(), key -> new LinkedHashSet<>())
                            .add(waiting.task());
                }
            }
        }
        return joiners;
    }

    private static LibraryTask task(Live live, Map<Long, Set<Value>> joiners, Scene scene) {
        Value task = live.task();
        var parents = new ArrayList<Value>();
        for (Value awaited : List.of(task, task.attribute("taskgroup"))) {
            if (awaited.isSomething()) {
                parents.addAll(joiners.getOrDefault(awaited.address(), Set.of()));
            }
        }
        Stack.State state = scene.state(task.attribute("coro"));
        boolean isReady = "READY".equals(task.attribute("state").text());
        boolean waits = state == Stack.State.SUSPENDED && !isReady;
        Wait wait = waits ? wait(live, scene) : new Wait(isReady ? "ready to run" : null, NoValue.INSTANCE);
        return new LibraryTask(
                task,
                task.attribute("name").text(),
                Part.of(task.attribute("coro")),
                waits ? Stack.State.WAITING : state,
                wait.text(),
                wait.object().isSomething() ? wait.object() : null,
                parents,
                live.thread(),
                List.of());
    }

    private record Wait(@Nullable String text, Value object) {}

    /** What the outermost of curio's functions says that the task is in. */
    private static Wait wait(Live live, Scene scene) {
        FrameView outermost = null;
        for (FrameView frame : live.frames().reversed()) {
            String module = frame.module();
            if (module == null || !module.startsWith("curio.")) {
                break;
            }
            boolean tells = !module.equals("curio.traps") && !module.equals("curio.sched");
            outermost = tells ? frame : outermost;
        }
        if (outermost == null) {
            return new Wait("waiting", NoValue.INSTANCE);
        }
        Value self = outermost.local("self");
        if (outermost.function().equals("sleep")) {
            return new Wait("sleeping" + left(live.task().attribute("sleep"), scene), NoValue.INSTANCE);
        }
        if (self.is(GROUP)) {
            int count = self.attribute("_running").size();
            return new Wait("waiting for " + count + (count == 1 ? " task" : " tasks") + " of its TaskGroup", self);
        }
        if (self.is(TASK)) {
            return new Wait("waiting for task \"" + self.attribute("name").text() + '"', self);
        }
        if (outermost.function().equals("run_in_thread")) {
            return thread(live.frames(), scene);
        }
        if (outermost.function().equals("_kernel_task")) {
            return new Wait("waiting for calls from other threads", NoValue.INSTANCE);
        }
        if (!self.exists()) {
            return new Wait("waiting in " + outermost.function(), NoValue.INSTANCE);
        }
        String type = self.info().type();
        return new Wait(
                "waiting in " + type.substring(type.lastIndexOf('.') + 1) + "."
                        + outermost.function().replace("__aenter__", "acquire"),
                self);
    }

    private static Wait thread(List<? extends FrameView> frames, Scene scene) {
        for (FrameView frame : frames.reversed()) {
            Part.Frames work = frame.function().equals("apply") ? CurioRules.work(frame, scene) : null;
            if (work != null) {
                return new Wait(
                        "waiting for thread \"" + work.thread().name() + '"',
                        work.thread().object());
            }
        }
        return new Wait("waiting for a thread", NoValue.INSTANCE);
    }

    private static String left(Value end, Scene scene) {
        OptionalDouble when = end.number();
        return when.isEmpty() || scene.now().isEmpty()
                ? ""
                : ", " + Deadline.text(when.getAsDouble() - scene.now().getAsDouble());
    }
}
