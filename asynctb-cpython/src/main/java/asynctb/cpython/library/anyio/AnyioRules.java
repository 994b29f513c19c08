package asynctb.cpython.library.anyio;

import asynctb.cpython.library.asyncio.AsyncioView;
import asynctb.rules.Rules;
import java.util.List;

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
        for (String backEnd : List.of("", "AsyncIOBackend.")) {
            rules.hide(ASYNCIO, backEnd + "run", backEnd + "run.<locals>.wrapper");
        }
        rules.hide(
                ASYNCIO, "native_run", "Runner.run", "TaskGroup._run_wrapped_task", "TestRunner._call_in_runner_task");
        rules.hide(TRIO, "run", "TrioBackend.run");
        rules.hide(TRIO, "TaskGroup.start.<locals>.run_coro_with_task_status");
        rules.hide("anyio._core._tasks", "TaskHandle._run_coro");
    }

    /**
     * The state of the task says what these do, and the frame that calls them where. What they wait by are functions of the
     * back end that tell no more.
     */
    private static void hideWaits(Rules.Builder rules) {
        rules.prune("anyio._core._eventloop", "sleep", "sleep_forever", "sleep_until");
        for (String backEnd : List.of(ASYNCIO, TRIO)) {
            rules.prune(backEnd, "Event.wait", "Lock.acquire", "Semaphore.acquire");
            rules.prune(backEnd, "CapacityLimiter.acquire", "CapacityLimiter.acquire_on_behalf_of");
            rules.prune(backEnd, "TaskGroup.__aexit__");
            rules.hide(backEnd, "CapacityLimiter.__aenter__", "TaskGroup.start");
        }
        for (String lock : List.of("Lock", "Semaphore", "Condition", "CapacityLimiter")) {
            rules.hide("anyio._core._synchronization", lock + ".__aenter__", lock + ".acquire");
        }
        rules.hide("anyio._core._synchronization", "Condition.wait");
        rules.hide("anyio.abc._streams", "UnreliableObjectReceiveStream.__anext__", "ByteReceiveStream.__anext__");
        rules.hide("anyio.streams.memory", "MemoryObjectReceiveStream.receive", "MemoryObjectSendStream.send");
    }
}
