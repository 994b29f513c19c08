package asynctb.cpython.library.curio;

import asynctb.rules.ContextOutcome;
import asynctb.rules.FrameOutcome;
import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.Part;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules for curio 1.2 and newer. */
public final class CurioRules {
    private static final String RUN_CALLABLE = "ThreadWorker.apply.<locals>.run_callable";

    private CurioRules() {}

    /** All of them. */
    public static Rules curio() {
        return Rules.of("curio")
                .tasks(new CurioTasks(), CurioTasks.TASK)
                .context(CurioTasks.GROUP, CurioRules::group)
                .lock("curio.sync.Lock")
                .lock("curio.sync.Condition")
                .hide("curio.kernel", "run", "Kernel.run", CurioTasks.KERNEL_RUN)
                .hide("curio.task", "Task._task_runner", "Task.send", "TaskGroup.__aexit__", "TaskGroup.join")
                .hide("curio.task", "TaskGroup.next_done", "Task.join", "Task.wait")
                .hide("curio.time", "sleep", "_sleep")
                .hide("curio.sched", "SchedBase.suspend")
                .hide("curio.sync", "_LockBase.__aenter__", "Lock.__aenter__")
                .hide("curio.workers", "run_in_thread", "ThreadWorker.run_worker", RUN_CALLABLE)
                .frame("curio.workers", "ThreadWorker.apply", CurioRules::inThread)
                .prune(
                        "curio.traps",
                        "_kernel_trap",
                        "_future_wait",
                        "_read_wait",
                        "_scheduler_wait",
                        "_sleep",
                        "_write_wait")
                .build();
    }

    private static FrameOutcome inThread(FrameView frame, Inner inner, Scene scene) {
        Part.Frames work = work(frame, scene);
        return work == null ? FrameOutcome.hidden() : FrameOutcome.hidden().redirected(List.of(work));
    }

    /** What a thread does for a call of {@code ThreadWorker.apply}; null if none has begun. */
    static Part.@Nullable Frames work(FrameView apply, Scene scene) {
        long future = apply.local("future").address();
        return scene.inside(frame -> frame.function().equals("run_callable")
                && frame.runs("curio.workers", RUN_CALLABLE)
                && frame.local("future").address() == future);
    }

    private static ContextOutcome group(Value group, Scene scene) {
        return ContextOutcome.keepingTasks(null, group.attribute("_running").items());
    }
}
