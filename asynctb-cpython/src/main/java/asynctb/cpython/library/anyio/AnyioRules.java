package asynctb.cpython.library.anyio;

import asynctb.cpython.library.asyncio.AsyncioView;
import asynctb.rules.Rules;

/** The rules for anyio 3 and 4, on asyncio and on Trio. */
public final class AnyioRules {
    static final String ASYNCIO = "anyio._backends._asyncio";
    static final String TRIO = "anyio._backends._trio";
    static final String PORTALS = "anyio.from_thread";

    private AnyioRules() {}

    /**
     * The set of them.
     *
     * @param asyncio what it is to look into asyncio by
     */
    public static Rules anyio(AsyncioView asyncio) {
        Rules.Builder rules = Rules.of("anyio");
        rules.amend(new AnyioTasks(asyncio));
        new AnyioManagers(asyncio).addTo(rules);
        new AnyioThreads(asyncio).addTo(rules);
        hideLoops(rules);
        hideWaits(rules);
        return rules.build();
    }

    /** What stands between the loop, or the beginning of a task, and the program's code. */
    private static void hideLoops(Rules.Builder rules) {
        rules.hide("anyio._core._eventloop", "run");
        for (String backEnd : new String[] {"", "AsyncIOBackend."}) {
            rules.hide(ASYNCIO, backEnd + "run", backEnd + "run.<locals>.wrapper");
        }
        rules.hide(ASYNCIO, "Runner.run", "TaskGroup._run_wrapped_task", "TestRunner._call_in_runner_task");
        rules.hide(TRIO, "run", "TrioBackend.run");
        rules.hide(TRIO, "TaskGroup.start.<locals>.run_coro_with_task_status");
        rules.hide("anyio._core._tasks", "TaskHandle._run_coro");
    }

    /** The state of the task says what these do, and the frame that calls them where. */
    private static void hideWaits(Rules.Builder rules) {
        rules.hide("anyio._core._eventloop", "sleep", "sleep_forever", "sleep_until");
        // What they call are the functions of asyncio that have the same names, which tell no more.
        rules.prune(ASYNCIO, "sleep", "AsyncIOBackend.sleep", "Event.wait");
        rules.hide(TRIO, "sleep", "TrioBackend.sleep", "Event.wait", "Lock.acquire", "Semaphore.acquire");
        rules.hide(
                TRIO, "CapacityLimiter.acquire", "CapacityLimiter.acquire_on_behalf_of", "CapacityLimiter.__aenter__");
        rules.hide(ASYNCIO, "Lock.acquire", "Semaphore.acquire");
        rules.hide(
                ASYNCIO,
                "CapacityLimiter.acquire",
                "CapacityLimiter.acquire_on_behalf_of",
                "CapacityLimiter.__aenter__");
        for (String lock : new String[] {"Lock", "Semaphore", "Condition", "CapacityLimiter"}) {
            rules.hide("anyio._core._synchronization", lock + ".__aenter__", lock + ".acquire");
        }
        rules.hide("anyio._core._synchronization", "Condition.wait");
        rules.hide("anyio.abc._streams", "UnreliableObjectReceiveStream.__anext__", "ByteReceiveStream.__anext__");
        rules.hide("anyio.streams.memory", "MemoryObjectReceiveStream.receive", "MemoryObjectSendStream.send");
        for (String backEnd : new String[] {ASYNCIO, TRIO}) {
            rules.hide(backEnd, "TaskGroup.__aexit__", "TaskGroup.start");
        }
    }
}
