package asynctb.cpython.item;

import asynctb.model.Stack;
import asynctb.rules.FrameView;
import asynctb.rules.LibraryTask;
import asynctb.rules.NoValue;
import asynctb.rules.Part;
import asynctb.rules.Scene;
import asynctb.rules.TaskRule;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Twisted's tasks: the calls of {@code inlineCallbacks} functions and the coroutines given to {@code ensureDeferred} that have not
 * ended. For each there is a {@code _CancellationStatus}, which knows the Deferred that it waits for and the one that it will
 * fire; a call whose Deferred another one waits for stands below that one.
 */
final class TwistedTasks implements TaskRule {
    static final String DEFER = "twisted.internet.defer";
    static final String STATUS = DEFER + "._CancellationStatus";

    /**
     * A call that goes on.
     *
     * @param status its {@code _CancellationStatus}
     * @param generator the generator or coroutine that it is made of
     * @param waits what it waits for; nothing if it runs
     */
    private record Call(Value status, Value generator, DeferredWait waits) {
        Value fires() {
            return status.attribute("deferred");
        }
    }

    @Override
    public Found find(Scene scene) {
        Map<Long, Value> running = running(scene);
        Instances statuses = Instances.of(DEFER, "_CancellationStatus", scene);
        var calls = new ArrayList<Call>();
        for (Value status : statuses.objects()) {
            Value generator = running.getOrDefault(status.address(), waitingGenerator(status));
            if (generator.exists() && scene.state(generator) != Stack.State.FINISHED) {
                boolean runs = running.containsKey(status.address());
                calls.add(new Call(status, generator, runs ? DeferredWait.NONE : new DeferredWait(status, scene)));
            }
        }
        Map<Long, Call> byDeferred = new HashMap<>();
        calls.forEach(call -> byDeferred.put(call.fires().address(), call));
        Map<Long, List<Value>> waiting = new HashMap<>();
        for (Call call : calls) {
            for (Value deferred : call.waits().deferreds()) {
                waiting.computeIfAbsent(deferred.address(), key -> new ArrayList<>(1))
                        .add(call.status());
            }
        }
        ThreadView thread = reactorThread(scene);
        List<LibraryTask> tasks = calls.stream()
                .map(call ->
                        task(call, byDeferred, waiting.getOrDefault(call.fires().address(), List.of()), thread, scene))
                .toList();
        return new Found(tasks, statuses.problems());
    }

    private static LibraryTask task(
            Call call, Map<Long, Call> byDeferred, List<Value> waiting, @Nullable ThreadView thread, Scene scene) {
        Stack.State state = scene.state(call.generator());
        if (state != Stack.State.SUSPENDED) {
            return new LibraryTask(
                    call.status(), null, Part.of(call.generator()), state, null, null, waiting, thread, List.of());
        }
        DeferredWait wait = call.waits();
        List<Call> calls = wait.deferreds().stream()
                .map(deferred -> byDeferred.get(deferred.address()))
                .filter(other -> other != null
                        && other.status().address() != call.status().address())
                .toList();
        String text =
                calls.size() == 1 && !wait.isForMany() ? "waiting for " + name(calls.getFirst(), scene) : wait.text();
        Value on = calls.size() == 1 && !wait.isForMany() ? calls.getFirst().status() : wait.object();
        return new LibraryTask(
                call.status(),
                null,
                Part.of(call.generator()),
                Stack.State.WAITING,
                text,
                on.exists() ? on : null,
                waiting,
                thread,
                List.of());
    }

    private static String name(Call call, Scene scene) {
        List<? extends FrameView> frames = scene.frames(call.generator());
        return frames.isEmpty() ? "another call" : frames.getFirst().function();
    }

    /** The generators that run now, by their status: the Deferred that such a one has waited for knows it no more. */
    private static Map<Long, Value> running(Scene scene) {
        var running = new HashMap<Long, Value>();
        for (ThreadView thread : scene.threads()) {
            for (FrameView frame : thread.frames()) {
                if (frame.function().equals("_inlineCallbacks") && frame.runs(DEFER, "_inlineCallbacks")) {
                    Value generator = frame.local("gen");
                    running.put(frame.local("status").address(), generator.exists() ? generator : frame.local("g"));
                }
            }
        }
        return running;
    }

    /** The generator that goes on when what its call waits for is there: a callback of that knows it. */
    private static Value waitingGenerator(Value status) {
        for (Value entry : DeferredWait.callbacks(status.attribute("waitingOn"))) {
            Value callback = entry.item(0).item(0);
            // Up to 22.8 a closure of its own for each; since 22.10 a function that is given all as arguments.
            if (callback.captured("status").address() == status.address()) {
                Value generator = callback.captured("gen");
                return generator.exists() ? generator : callback.captured("g");
            }
            Value arguments = entry.item(0).item(1);
            if (arguments.item(2).address() == status.address()) {
                return arguments.item(1);
            }
        }
        return NoValue.INSTANCE;
    }

    private static @Nullable ThreadView reactorThread(Scene scene) {
        Value reactor = scene.module("twisted.internet.reactor");
        for (ThreadView thread : scene.threads()) {
            for (FrameView frame : thread.frames()) {
                boolean isLoop =
                        frame.function().equals("mainLoop") || frame.function().equals("run");
                if (isLoop && reactor.exists() && frame.local("self").address() == reactor.address()) {
                    return thread;
                }
            }
        }
        return null;
    }
}
