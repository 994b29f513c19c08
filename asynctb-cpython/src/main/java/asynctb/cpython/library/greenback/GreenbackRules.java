package asynctb.cpython.library.greenback;

import asynctb.cpython.library.asyncio.AsyncioView;
import asynctb.rules.ContextOutcome;
import asynctb.rules.FrameOutcome;
import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.Part;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import java.util.List;

/** The rules for greenback: a task whose synchronous code awaits is one traceback, through the greenlets, to what is awaited. */
public final class GreenbackRules {
    private static final String UTIL = "greenback._util";

    private GreenbackRules() {}

    /**
     * The set of them.
     *
     * @param asyncio what it is to look into asyncio by
     */
    public static Rules greenback(AsyncioView asyncio) {
        return Rules.of("greenback")
                .frame(Portals.MODULE, "_greenback_shim", GreenbackRules::shim)
                .frame(Portals.MODULE, "_greenback_shim_sync", GreenbackRules::shim)
                .frame(Portals.MODULE, "trampoline", GreenbackRules::trampoline)
                .frame(Portals.MODULE, "await_", GreenbackRules::await)
                .hide(
                        Portals.MODULE,
                        "greenback_shim",
                        "with_portal_run",
                        "with_portal_run_sync",
                        "with_portal_run_tree",
                        "adapt_awaitable")
                .hide(
                        UTIL,
                        "autoawait.<locals>.wrapper",
                        "decorate_as_sync.<locals>.decorate.<locals>.inner",
                        "decorate_as_sync.<locals>.decorate.<locals>.outer",
                        "async_context.__enter__",
                        "async_context.__exit__",
                        "async_iter.__next__",
                        "async_generator.send",
                        "async_generator.throw",
                        "async_generator.close")
                .context(
                        UTIL + ".async_context", (manager, scene) -> ContextOutcome.unwrapped(manager.attribute("_cm")))
                .context(
                        "greenback.async_context",
                        (manager, scene) -> ContextOutcome.unwrapped(manager.attribute("_cm")))
                .amend(new GreenbackTasks(asyncio))
                .build();
    }

    private static FrameOutcome shim(FrameView frame, Inner inner, Scene scene) {
        return inner.frame() != null ? FrameOutcome.hidden() : goingOn(Portals.behind(frame, scene));
    }

    private static FrameOutcome trampoline(FrameView frame, Inner inner, Scene scene) {
        return inner.frame() != null ? FrameOutcome.hidden() : goingOn(frame.local("orig_coro"));
    }

    private static FrameOutcome await(FrameView frame, Inner inner, Scene scene) {
        FrameView next = inner.frame();
        // In a compiled greenlet's stead may stand one that is written in Python.
        return next != null && !next.function().equals("switch")
                ? FrameOutcome.hidden()
                : goingOn(Portals.awaited(frame));
    }

    private static FrameOutcome goingOn(Value value) {
        return goingOn(value.isSomething() ? List.of(Part.of(value)) : List.of());
    }

    private static FrameOutcome goingOn(List<Part> parts) {
        return parts.isEmpty() ? FrameOutcome.hidden() : FrameOutcome.hidden().redirected(parts);
    }
}
