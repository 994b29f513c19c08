package asynctb.cpython.library.trio;

import asynctb.rules.Scene;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A call of {@code trio.run}, or of a run in guest mode.
 *
 * @param runner the {@code Runner}
 * @param thread whose loop it is; null if it does not go on any more
 */
public record TrioRun(Value runner, @Nullable ThreadView thread) {
    /** All that go on now, in the order of their threads. */
    public static List<TrioRun> all(Scene scene) {
        return scene.once(TrioRun.class, () -> find(scene));
    }

    /** Trio keeps the runner of each thread, also while a run in guest mode waits for its host. */
    private static List<TrioRun> find(Scene scene) {
        Value context = scene.module(TrioRules.RUN).attribute("GLOBAL_RUN_CONTEXT");
        var runs = new ArrayList<TrioRun>();
        for (ThreadView thread : context.exists() ? scene.threads() : List.<ThreadView>of()) {
            Value runner = thread.local(context, "runner");
            if (runner.isSomething()) {
                runs.add(new TrioRun(runner, thread));
            }
        }
        return runs;
    }

    /** The run of a runner; one of no thread if it does not go on now. */
    public static TrioRun of(Value runner, Scene scene) {
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
