package asynctb.cpython.library.trio;

import asynctb.rules.FrameOutcome;
import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.Part;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import asynctb.rules.WaitLimit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code to_thread.run_sync}: its traceback goes on in the thread. That is found by the function that it was given to run,
 * which each call makes anew; names of threads are not unique.
 */
final class WorkerThreads {
    private static final String WORKER = "to_thread_run_sync.<locals>.worker_fn";

    private WorkerThreads() {}

    static void addTo(Rules.Builder rules) {
        rules.frame(TrioRules.THREADS, "to_thread_run_sync", WorkerThreads::judge);
        rules.hide(TrioRules.THREADS, WORKER);
    }

    /**
     * Where a worker thread runs what a task has given it.
     *
     * @param thread the thread
     * @param index the place of the frame among the thread's
     * @param frame the one of {@code worker_fn}
     */
    record Place(ThreadView thread, int index, FrameView frame) {}

    private static FrameOutcome judge(FrameView frame, Inner inner, Scene scene) {
        Place place = find(frame, scene);
        if (place == null) {
            return FrameOutcome.hidden();
        }
        List<Part> inThread = List.of(new Part.Frames(
                place.thread, place.index + 1, place.thread.frames().size()));
        FrameView next = inner.frame();
        // If not in the trap, it runs something that the thread has asked for.
        return next == null || next.runs(TrioRules.TRAPS, "wait_task_rescheduled")
                ? FrameOutcome.hidden().redirected(inThread).limiting(limit(frame))
                : FrameOutcome.hidden().inserting(inThread);
    }

    /** Unless it was asked to let go of the thread it waits until that is done, whatever is cancelled. */
    private static WaitLimit limit(FrameView call) {
        boolean isLetGo = call.local("abandon_on_cancel").isTrue()
                // Before 0.23.
                || call.local("cancellable").isTrue();
        return isLetGo ? WaitLimit.NONE : WaitLimit.SHIELDED;
    }

    /**
     * The thread that works for a call.
     *
     * @param call the frame of {@code to_thread_run_sync}
     * @return null if there is none: it has not begun yet or is done
     */
    static @Nullable Place find(FrameView call, Scene scene) {
        Value worker = call.local("worker_fn");
        for (Place place : places(scene)) {
            if (place.frame.runs(worker)) {
                return place;
            }
        }
        return null;
    }

    private static List<Place> places(Scene scene) {
        return scene.once(WorkerThreads.class, () -> {
            var places = new ArrayList<Place>();
            for (ThreadView thread : scene.threads()) {
                List<? extends FrameView> frames = thread.frames();
                for (int i = 0; i < frames.size(); i++) {
                    if (frames.get(i).function().equals("worker_fn")
                            && frames.get(i).runs(TrioRules.THREADS, WORKER)) {
                        places.add(new Place(thread, i, frames.get(i)));
                    }
                }
            }
            return places;
        });
    }
}
