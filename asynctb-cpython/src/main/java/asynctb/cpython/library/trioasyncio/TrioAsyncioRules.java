package asynctb.cpython.library.trioasyncio;

import asynctb.cpython.library.asyncio.AsyncioView;
import asynctb.rules.FrameOutcome;
import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.Part;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import java.util.List;

/** The rules for trio-asyncio. */
public final class TrioAsyncioRules {
    static final String HANDLES = "trio_asyncio._handles";
    static final String UTIL = "trio_asyncio._util";
    private static final String ADAPTER = "trio_asyncio._adapter";
    private static final String BASE = "trio_asyncio._base";

    private TrioAsyncioRules() {}

    /**
     * The set of them.
     *
     * @param asyncio what it is to look into asyncio by
     */
    public static Rules trioAsyncio(AsyncioView asyncio) {
        return Rules.of("trio_asyncio")
                .amend(new BridgedTasks(asyncio))
                .hide(ADAPTER, "_call_defer", "Asyncio_Trio_Wrapper.__call__", "allow_asyncio")
                .hide(BASE, "BaseTrioEventLoop.run_aio_coroutine")
                .prune(UTIL, "run_aio_future")
                .hide(HANDLES, "AsyncHandle._run")
                .prune(BASE, "BaseTrioEventLoop._main_loop")
                // It calls itself so, in order that asyncio takes some of its frames for asyncio's own.
                .prune("asyncio.fake.trio_asyncio._loop", "open_loop.<locals>.forward_cancellation")
                .frame(ADAPTER, "_allow_asyncio", TrioAsyncioRules::mixed)
                .build();
    }

    /** It drives a coroutine itself, for which it waits for futures of asyncio and for traps of Trio. */
    private static FrameOutcome mixed(FrameView frame, Inner inner, Scene scene) {
        Value coroutine = frame.local("coro");
        return coroutine.isSomething()
                ? FrameOutcome.hidden().redirected(List.of(Part.of(coroutine)))
                : FrameOutcome.hidden();
    }
}
