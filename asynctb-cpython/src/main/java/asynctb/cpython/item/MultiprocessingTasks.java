package asynctb.cpython.item;

import asynctb.cpython.library.Callables;
import asynctb.memory.MemoryFault;
import asynctb.model.Stack;
import asynctb.rules.FrameView;
import asynctb.rules.LibraryTask;
import asynctb.rules.Part;
import asynctb.rules.Scene;
import asynctb.rules.TaskRule;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** In a process that {@code multiprocessing} has started, what it works for: a task whose frames are those of the thread. */
final class MultiprocessingTasks implements TaskRule {
    private static final String PROCESS = "multiprocessing.process.BaseProcess";
    private static final String POOL = "multiprocessing.pool";
    private static final String EXECUTOR = "concurrent.futures.process";

    @Override
    public Found find(Scene scene) {
        Value process = scene.module("multiprocessing.process").attribute("_current_process");
        ThreadView thread = scene.threadThatRuns("multiprocessing.process", "BaseProcess._bootstrap");
        if (thread == null || !process.is(PROCESS)) {
            return Found.NONE;
        }
        String work = work(thread, process, scene);
        return Found.of(Stream.of(new LibraryTask(
                process,
                process.attribute("_name").text(),
                Part.of(process),
                work == null ? Stack.State.WAITING : Stack.State.RUNNING,
                work == null ? "waiting for work" : "running " + work,
                null,
                List.of(),
                thread,
                List.of())));
    }

    /** What this process works for now; null if for nothing. */
    private static @Nullable String work(ThreadView thread, Value self, Scene scene) {
        // From the inside: a forked process has the frames of the one that has started it too.
        for (FrameView frame : thread.frames().reversed()) {
            if (frame.function().equals("_bootstrap")) {
                break;
            }
            if (frame.function().equals("worker") && frame.runs(POOL, "worker")) {
                Value function = frame.local("func");
                OptionalLong job = frame.local("job").integer();
                return !function.isSomething() || job.isEmpty()
                        ? null
                        : ofPool(frame, scene) + ", job " + job.getAsLong() + " of its pool";
            }
            if (frame.function().equals("_process_worker") && frame.runs(EXECUTOR, "_process_worker")) {
                Value item = frame.local("call_item");
                return item.isSomething() ? ofExecutor(item, scene) : null;
            }
        }
        return self.attribute("_target").isSomething()
                ? call(self.attribute("_target"), self.attribute("_args"), self.attribute("_kwargs"), scene)
                : "its run()";
    }

    /** What is mapped is sent in parts, each a function of the pool's own with the program's function and some items. */
    private static String ofPool(FrameView frame, Scene scene) {
        Value function = frame.local("func");
        Value arguments = frame.local("args");
        String name = name(function, scene);
        boolean isMapped = (POOL + ".mapstar").equals(name) || (POOL + ".starmapstar").equals(name);
        if (!isMapped) {
            return call(function, arguments, frame.local("kwds"), scene);
        }
        Value part = arguments.item(0);
        int count = part.item(1).size();
        return name(part.item(0), scene) + " for " + count + (count == 1 ? " item" : " items");
    }

    private static String ofExecutor(Value item, Scene scene) {
        OptionalLong work = item.attribute("work_id").integer();
        String text = call(item.attribute("fn"), item.attribute("args"), item.attribute("kwargs"), scene);
        return work.isEmpty() ? text : text + ", work item " + work.getAsLong();
    }

    private static String call(Value function, Value arguments, Value keywords, Scene scene) {
        String name = name(function, scene);
        try {
            return name + "("
                    + Callables.arguments(PictureScene.pictureOf(scene).heap(), arguments.address(), keywords.address())
                    + ")";
        } catch (MemoryFault e) {
            return name + "(...)";
        }
    }

    private static @Nullable String name(Value function, Scene scene) {
        try {
            return function.isSomething()
                    ? Callables.name(PictureScene.pictureOf(scene).heap().readObject(function.address()))
                    : null;
        } catch (MemoryFault e) {
            return null;
        }
    }
}
