package asynctb.cpython.library.greenback;

import asynctb.model.Stack;
import asynctb.rules.FrameView;
import asynctb.rules.NoValue;
import asynctb.rules.Part;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a portal leads: a task's coroutine is a shim that runs the real one in a greenlet, so that synchronous code in it can
 * switch back to the shim with what it awaits.
 */
final class Portals {
    static final String MODULE = "greenback._impl";
    private static final int MAX_PORTALS = 100;

    private Portals() {}

    /**
     * What follows a shim that waits.
     *
     * @param shim the frame of {@code _greenback_shim} or {@code _greenback_shim_sync}
     * @return empty if nothing is known
     */
    static List<Part> behind(FrameView shim, Scene scene) {
        var parts = new ArrayList<Part>();
        Value child = shim.local("child_greenlet");
        Value resumed = shim.local("resume_greenlet");
        if (isSuspended(child, scene)) {
            parts.add(Part.of(child));
            // The program has made a greenlet within that one, and awaits in there.
            if (resumed.address() != child.address() && isSuspended(resumed, scene)) {
                parts.add(Part.of(resumed));
            }
        } else if (shim.local("orig_coro").isSomething()) {
            parts.add(Part.of(shim.local("orig_coro")));
        }
        return parts;
    }

    /** The addresses of the greenlets that shims which run now have switched to. */
    static Set<Long> running(Scene scene) {
        return scene.once(
                Portals.class,
                () -> scene.threads().stream()
                        .flatMap(thread -> thread.frames().stream())
                        .filter(Portals::isShim)
                        .flatMap(shim -> Stream.of(shim.local("child_greenlet"), shim.local("resume_greenlet")))
                        .map(Value::address)
                        .collect(Collectors.toSet()));
    }

    /** What a suspended call of {@code await_} awaits. */
    static Value awaited(FrameView call) {
        Value coroutine = call.local("coro");
        return coroutine.exists() ? coroutine : call.local("aw");
    }

    static boolean isShim(FrameView frame) {
        return frame.function().startsWith("_greenback_shim") && MODULE.equals(frame.module());
    }

    static boolean isAwait(FrameView frame) {
        return frame.runs(MODULE, "await_");
    }

    static boolean isTrampoline(FrameView frame) {
        return frame.runs(MODULE, "trampoline");
    }

    /**
     * What is awaited natively behind a shim, through as many portals within one another as there are.
     *
     * @param shim the innermost frame of a coroutine
     * @return null if that is not known
     */
    static @Nullable Value innermost(FrameView shim, Scene scene) {
        FrameView at = shim;
        for (int i = 0; i < MAX_PORTALS; i++) {
            Value next = behindFrame(at, scene);
            List<? extends FrameView> frames = scene.frames(next);
            if (frames.isEmpty() || !leadsOn(frames.getLast())) {
                return next.isSomething() ? next : null;
            }
            at = frames.getLast();
        }
        return null;
    }

    private static boolean leadsOn(FrameView frame) {
        return isShim(frame) || isAwait(frame) || isTrampoline(frame);
    }

    private static Value behindFrame(FrameView frame, Scene scene) {
        if (isAwait(frame)) {
            return awaited(frame);
        }
        if (isTrampoline(frame)) {
            return frame.local("orig_coro");
        }
        List<Part> parts = behind(frame, scene);
        return !parts.isEmpty() && parts.getLast() instanceof Part.Of of ? of.value() : NoValue.INSTANCE;
    }

    private static boolean isSuspended(Value greenlet, Scene scene) {
        return greenlet.isSomething() && scene.state(greenlet) == Stack.State.SUSPENDED;
    }
}
