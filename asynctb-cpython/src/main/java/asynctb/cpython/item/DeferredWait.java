package asynctb.cpython.item;

import asynctb.cpython.library.Deadline;
import asynctb.cpython.object.PyMethod;
import asynctb.memory.MemoryFault;
import asynctb.rules.FrameView;
import asynctb.rules.NoValue;
import asynctb.rules.Scene;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call waits for: a Deferred of Twisted's and those that this one waits for itself.
 *
 * @param deferreds in the order in which they are met
 * @param isForMany whether a DeferredList is among them
 * @param text in words
 * @param object the outermost; does not exist if that is not known
 */
record DeferredWait(List<Value> deferreds, boolean isForMany, String text, Value object) {
    /** Of a call that runs: it keeps what it has waited for last. */
    static final DeferredWait NONE = new DeferredWait(List.of(), false, "running", NoValue.INSTANCE);

    private static final int MAX_DEFERREDS = 100_000;
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    DeferredWait(Value status, Scene scene) {
        this(chain(status.attribute("waitingOn")), scene);
    }

    private DeferredWait(List<Value> chain, Scene scene) {
        this(
                chain,
                chain.stream().anyMatch(deferred -> list(deferred).exists()),
                text(chain, scene),
                chain.isEmpty() ? NoValue.INSTANCE : chain.getFirst());
    }

    /** The callbacks that a Deferred still has. */
    static List<Value> callbacks(Value deferred) {
        Value callbacks = deferred.attribute("_callbacks");
        return callbacks.exists()
                ? callbacks.items()
                : deferred.attribute("callbacks").items();
    }

    private static Value list(Value deferred) {
        return deferred.attribute("_deferredList");
    }

    /** A Deferred whose callback has given another one waits for that; a list waits for those that have not fired. */
    private static List<Value> chain(Value first) {
        var chain = new ArrayList<Value>();
        Set<Long> seen = new HashSet<>();
        Deque<Value> next = new ArrayDeque<>(List.of(first));
        while (!next.isEmpty() && chain.size() < MAX_DEFERREDS) {
            Value deferred = next.remove();
            if (deferred.isSomething() && seen.add(deferred.address())) {
                chain.add(deferred);
                next.add(deferred.attribute("_chainedTo"));
                list(deferred).items().stream().filter(DeferredWait::isOpen).forEach(next::add);
            }
        }
        return List.copyOf(chain);
    }

    private static boolean isOpen(Value deferred) {
        return !deferred.attribute("called").isTrue()
                || deferred.attribute("_chainedTo").isSomething();
    }

    private static String text(List<Value> chain, Scene scene) {
        for (Value deferred : chain) {
            if (list(deferred).exists()) {
                List<Value> all = list(deferred).items();
                long open = all.stream().filter(DeferredWait::isOpen).count();
                return "waiting for a DeferredList, " + open + " of " + all.size() + " left";
            }
        }
        if (chain.isEmpty()) {
            return "waiting";
        }
        Value last = chain.getLast();
        String by = timer(last, scene);
        by = by == null ? thread(last, scene) : by;
        by = by == null ? primitive(last, scene) : by;
        return by == null ? "waiting for a Deferred" : by;
    }

    private static String shortName(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** {@code deferLater}: one of the reactor's delayed calls fires it. */
    private static @Nullable String timer(Value deferred, Scene scene) {
        Value call = scene.once(DeferredWait.class, () -> timers(scene)).get(deferred.address());
        if (call == null) {
            return null;
        }
        OptionalDouble left = left(call, scene);
        return left.isEmpty() ? "waiting for a timer" : "sleeping, " + Deadline.text(left.getAsDouble());
    }

    /** The reactor's delayed calls, by the address of the Deferred that one is to fire. */
    private static Map<Long, Value> timers(Scene scene) {
        var timers = new HashMap<Long, Value>();
        Value reactor = scene.module("twisted.internet.reactor");
        for (String queue : List.of("_pendingTimedCalls", "_newTimedCalls")) {
            for (Value call : reactor.attribute(queue).items()) {
                Value fired = bound(call.attribute("func"), scene);
                if (fired.exists()) {
                    timers.put(fired.address(), call);
                }
            }
        }
        return timers;
    }

    /** Twisted's timers go by the time of day. */
    private static OptionalDouble left(Value call, Scene scene) {
        OptionalDouble end = call.attribute("time").number();
        OptionalDouble more = call.attribute("delayed_time").number();
        if (end.isEmpty() || scene.now().isEmpty()) {
            return OptionalDouble.empty();
        }
        double now = scene.now().getAsDouble() + System.currentTimeMillis() / MILLIS - System.nanoTime() / NANOS;
        return OptionalDouble.of(end.getAsDouble() + more.orElse(0) - now);
    }

    /** {@code deferToThread}: what the thread does at last knows it. */
    private static @Nullable String thread(Value deferred, Scene scene) {
        for (ThreadView thread : scene.threads()) {
            for (FrameView frame : thread.frames()) {
                Value result = frame.function().equals("inContext")
                        ? frame.local("inContext").attribute("onResult")
                        : NoValue.INSTANCE;
                if (result.captured("d").address() == deferred.address() && deferred.exists()) {
                    return "waiting for thread \"" + thread.name() + '"';
                }
            }
        }
        return null;
    }

    /** Locks, semaphores and queues give out Deferreds that they can take back. */
    private static @Nullable String primitive(Value deferred, Scene scene) {
        for (String type : bound(deferred.attribute("_canceller"), scene).types()) {
            switch (type) {
                case "twisted.internet.defer.DeferredLock", "twisted.internet.defer.DeferredSemaphore" -> {
                    return "waiting in " + shortName(type) + ".acquire";
                }
                case "twisted.internet.defer.DeferredQueue" -> {
                    return "waiting in DeferredQueue.get";
                }
                default -> {
                    // Nothing is known of this class; of one that it inherits from perhaps.
                }
            }
        }
        return null;
    }

    /** What a bound method is bound to; does not exist if it is none. */
    private static Value bound(Value method, Scene scene) {
        try {
            return method.exists()
                            && PictureScene.pictureOf(scene).heap().readObject(method.address())
                                    instanceof PyMethod bound
                    ? scene.at(bound.readSelf())
                    : NoValue.INSTANCE;
        } catch (MemoryFault e) {
            return NoValue.INSTANCE;
        }
    }
}
