package asynctb.cpython.item;

import asynctb.cpython.library.ThreadRules;
import asynctb.cpython.library.Workers;
import asynctb.cpython.library.asyncio.Asyncio;
import asynctb.cpython.library.asyncio.AsyncioView;
import asynctb.cpython.library.asyncio.Timeouts;
import asynctb.memory.MemoryFault;
import asynctb.rules.ContextOutcome;
import asynctb.rules.FrameOutcome;
import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.NoValue;
import asynctb.rules.Part;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import asynctb.rules.WaitLimit;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * asyncio: its tasks, the task groups that keep some of them, the loop's own frames, which nobody wants to see, and futures
 * behind which the thread of an executor works.
 */
final class AsyncioRules {
    private AsyncioRules() {}

    static Rules asyncio(AsyncioView view) {
        Rules.Builder rules = Rules.of(Asyncio.LIBRARY)
                .tasks(new AsyncioTasks(view), "asyncio.tasks.Task", "_asyncio.Task")
                .context("asyncio.taskgroups.TaskGroup", AsyncioRules::taskGroup)
                .lock("asyncio.locks.Lock")
                .lock("asyncio.locks.Condition")
                .condition("asyncio.locks.Condition", condition -> condition.attribute("_lock"))
                .hide("asyncio.runners", "run", "Runner.run")
                .hide(
                        "asyncio.base_events",
                        "BaseEventLoop.run_until_complete",
                        "BaseEventLoop.run_forever",
                        "BaseEventLoop._run_once")
                .hide("asyncio.coroutines", "CoroWrapper.send", "CoroWrapper.throw", "CoroWrapper.__next__")
                .hide("asyncio.locks", "_ContextManagerMixin.__aenter__")
                .frame("asyncio.events", "Handle._run", ThreadRules::calling)
                .frame("asyncio.events", "_ThreadSafeHandle._run", ThreadRules::calling)
                .hide("selectors", "EpollSelector.select", "SelectSelector.select", "PollSelector.select");
        rules.frame("concurrent.futures._base", "Future.result", AsyncioRules::waiting);
        rules.frame("asyncio.tasks", "wait_for", AsyncioRules::limited);
        Timeouts.addTo(rules);
        for (String type : List.of("_asyncio.FutureIter", "FutureIter")) {
            rules.unwrap(type, AsyncioRules::iterator);
        }
        for (String type : List.of("_asyncio.Future", "asyncio.futures.Future")) {
            rules.unwrap(type, AsyncioRules::future);
        }
        return rules.build();
    }

    private static ContextOutcome taskGroup(Value group, Scene scene) {
        return ContextOutcome.keepingTasks(null, group.attribute("_tasks").items());
    }

    /** A thread that has called {@code run_coroutine_threadsafe} and waits goes on in the coroutine. */
    private static FrameOutcome waiting(FrameView frame, Inner inner, Scene scene) {
        if (inner.frame() == null) {
            return FrameOutcome.NONE;
        }
        for (Value callback : frame.local("self").attribute("_done_callbacks").items()) {
            Value task = callback.captured("source");
            if (AsyncioView.isTask(task)) {
                return FrameOutcome.NONE
                        .redirected(List.of(Part.of(coroutine(task, scene))))
                        .limiting(ThreadRules.limit(frame));
            }
        }
        return FrameOutcome.NONE;
    }

    /** Before 3.12 what is waited for is not what a thread works at, but a future that this one or a timer completes. */
    private static FrameOutcome limited(FrameView frame, Inner inner, Scene scene) {
        boolean isWaiting = inner.frame() == null && frame.local("waiter").isSomething();
        Part work = isWaiting
                ? Workers.of(scene).framesFor(followed(frame.local("fut").address(), scene))
                : null;
        return work == null
                ? FrameOutcome.NONE
                : FrameOutcome.NONE.redirected(List.of(work)).limiting(WaitLimit.TIMED);
    }

    private static Value coroutine(Value task, Scene scene) {
        return read(scene, asyncio -> asyncio.readCoroutine(task.address()));
    }

    private static Optional<List<Part>> iterator(Value iterator, Scene scene) {
        Value future = read(scene, asyncio -> asyncio.readIteratedFuture(iterator.address()));
        return future.exists() ? Optional.of(List.of(Part.of(future))) : Optional.empty();
    }

    /** What a thread does for a future. All other futures are leaves: tasks that are awaited have stacks of their own. */
    private static Optional<List<Part>> future(Value future, Scene scene) {
        Part work = Workers.of(scene).framesFor(followed(future.address(), scene));
        return Optional.ofNullable(work).map(List::of);
    }

    /** The future of {@code concurrent.futures} that a future of asyncio follows. */
    static Value followed(long future, Scene scene) {
        return read(scene, asyncio -> asyncio.readFollowed(future));
    }

    /** The object at the address that is read. What cannot be read does not exist. */
    private static Value read(Scene scene, ToLongFunction<Asyncio> reading) {
        try {
            return scene.at(reading.applyAsLong(PictureScene.pictureOf(scene).asyncio()));
        } catch (MemoryFault e) {
            return NoValue.INSTANCE;
        }
    }
}
