package asynctb.cpython.library.trio;

import asynctb.rules.FrameView;
import asynctb.rules.Scene;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A call of {@code trio.run}, or of a run in guest mode.
 *
 * @param runner the {@code Runner}
 * @param thread whose loop it is; null where that is not known
 */
record TrioRun(Value runner, @Nullable ThreadView thread) {
    private static final String RUNNER = "trio._core._run.Runner";

    /** All that go on now, in the order of their threads. */
    static List<TrioRun> all(Scene scene) {
        return scene.once(TrioRun.class, () -> find(scene));
    }

    private static List<TrioRun> find(Scene scene) {
        Map<Long, TrioRun> runs = new LinkedHashMap<>();
        for (ThreadView thread : scene.threads()) {
            for (FrameView frame : thread.frames()) {
                TrioRun run = of(frame, thread);
                if (run != null && run.runner.is(RUNNER)) {
                    runs.merge(run.runner.address(), run, (known, other) -> known.thread == null ? other : known);
                }
            }
        }
        return new ArrayList<>(runs.values());
    }

    private static @Nullable TrioRun of(FrameView frame, ThreadView thread) {
        return switch (frame.function()) {
            case "run" -> frame.runs(TrioRules.RUN, "run") ? new TrioRun(frame.local("runner"), thread) : null;
            case "guest_tick" ->
                frame.runs(TrioRules.RUN, "GuestState.guest_tick")
                        ? new TrioRun(frame.local("self").attribute("runner"), thread)
                        : null;
            // A thread that waits for events in the place of the host's.
            case "get_events" ->
                frame.runs(TrioRules.RUN, "GuestState.guest_tick.<locals>.get_events")
                        ? new TrioRun(frame.local("self").attribute("runner"), null)
                        : null;
            default -> null;
        };
    }

    /** The run of a runner; one of no thread if it does not go on now. */
    static TrioRun of(Value runner, Scene scene) {
        for (TrioRun run : all(scene)) {
            if (run.runner.address() == runner.address()) {
                return run;
            }
        }
        return new TrioRun(runner, null);
    }

    /**
     * How long it is from now to a moment of the run's own clock, in seconds; negative if that has passed, empty if there is no
     * such moment or the clock is not known.
     */
    OptionalDouble until(Value moment, Scene scene) {
        OptionalDouble when = moment.number();
        OptionalDouble now = now(scene);
        return when.isEmpty() || Double.isInfinite(when.getAsDouble()) || now.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(when.getAsDouble() - now.getAsDouble());
    }

    private OptionalDouble now(Scene scene) {
        Value clock = runner.attribute("clock");
        OptionalDouble now = scene.now();
        OptionalDouble offset = clock.attribute("offset").number();
        if (now.isEmpty() || offset.isPresent()) {
            return now.isEmpty() ? now : OptionalDouble.of(now.getAsDouble() + offset.getAsDouble());
        }
        // trio.testing.MockClock
        OptionalDouble virtualBase = clock.attribute("_virtual_base").number();
        OptionalDouble realBase = clock.attribute("_real_base").number();
        OptionalDouble rate = clock.attribute("_rate").number();
        return virtualBase.isEmpty() || realBase.isEmpty() || rate.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        virtualBase.getAsDouble() + (now.getAsDouble() - realBase.getAsDouble()) * rate.getAsDouble());
    }
}
