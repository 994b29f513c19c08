package asynctb.cpython.library;

import asynctb.rules.FrameOutcome;
import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.Part;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import asynctb.rules.WaitLimit;
import java.util.List;

/**
 * {@code threading} and {@code concurrent.futures}: the frames that begin a thread are hidden, as is how one waits for its end, and a thread that waits for
 * what a pool works at goes on into the worker's code.
 */
public final class ThreadRules {
    private ThreadRules() {}

    public static Rules threading() {
        return Rules.of("threading")
                .hide("threading", "Thread._bootstrap", "Thread._bootstrap_inner", "Thread.run")
                .frame("threading", "Thread.join", ThreadRules::joining)
                .frame("threading", "Thread._wait_for_tstate_lock", ThreadRules::joiningByLock)
                .frame("threading", "Condition.wait", ThreadRules::noticing)
                .lock("_thread.lock")
                .reentrantLock("_thread.RLock")
                .reentrantLock("threading._RLock")
                .reentrantLock("threading.Condition")
                .condition("threading.Condition", condition -> condition.attribute("_lock"))
                .build();
    }

    /** It waits for a lock that nobody knows but the condition, and then for the condition's own. */
    private static FrameOutcome noticing(FrameView frame, Inner inner, Scene scene) {
        if (inner.frame() != null) {
            return FrameOutcome.NONE;
        }
        FrameOutcome waiting = FrameOutcome.NONE.waitingFor(frame.local("self"));
        return frame.local("timeout").isNothing() ? waiting : waiting.limiting(WaitLimit.TIMED);
    }

    /** Since 3.13 it waits itself; before, it is about to, or the other thread is not there any more. */
    private static FrameOutcome joining(FrameView frame, Inner inner, Scene scene) {
        boolean isEndless = inner.frame() == null && frame.local("timeout").isNothing();
        return isEndless ? FrameOutcome.NONE.waitingFor(frame.local("self")) : FrameOutcome.NONE;
    }

    /** Before 3.13 this waits, or only asks whether the thread has ended; a time-out that is negative is none. */
    private static FrameOutcome joiningByLock(FrameView frame, Inner inner, Scene scene) {
        boolean isEndless = inner.frame() == null
                && frame.local("block").isTrue()
                && frame.local("timeout").number().orElse(0) < 0;
        return isEndless ? FrameOutcome.hidden().waitingFor(frame.local("self")) : FrameOutcome.hidden();
    }

    public static Rules futures() {
        return Rules.of("concurrent.futures")
                .hide("concurrent.futures.thread", "_worker")
                .frame("concurrent.futures.thread", "_WorkItem.run", ThreadRules::calling)
                .frame("concurrent.futures.thread", "WorkerContext.run", ThreadRules::calling)
                .frame("concurrent.futures._base", "Future.result", ThreadRules::waiting)
                .frame("concurrent.futures._base", "Future.exception", ThreadRules::waiting)
                .build();
    }

    /** Where it calls a function in C nothing else tells that the thread, or its loop, is at work. */
    public static FrameOutcome calling(FrameView frame, Inner inner, Scene scene) {
        return inner.frame() == null ? FrameOutcome.NONE : FrameOutcome.hidden();
    }

    /** What a call with an argument {@code timeout}, as {@code Future.result} is, does to its wait. */
    public static WaitLimit limit(FrameView call) {
        return call.local("timeout").isSomething() ? WaitLimit.TIMED : WaitLimit.NONE;
    }

    private static FrameOutcome waiting(FrameView frame, Inner inner, Scene scene) {
        Value future = frame.local("self");
        if (inner.frame() == null) {
            // It does not wait yet, or any more.
            return FrameOutcome.NONE;
        }
        Part work = Workers.of(scene).framesFor(future);
        return work == null
                ? FrameOutcome.NONE
                : FrameOutcome.NONE.redirected(List.of(work)).limiting(limit(frame));
    }
}
