package asynctb.cpython.item;

import asynctb.cpython.library.Deadline;
import asynctb.cpython.library.greenlet.Greenlet;
import asynctb.memory.MemoryFault;
import asynctb.model.Stack;
import asynctb.rules.LibraryTask;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * eventlet: its green threads, what they wait for, and its hub's frames, which nobody wants to see. What {@code spawn_n} starts are plain
 * greenlets.
 */
final class EventletRules {
    private static final String THREAD = "eventlet.greenthread.GreenThread";

    private EventletRules() {}

    static Rules eventlet() {
        return Rules.of("eventlet")
                .tasks(new GreenletTasks(new GreenThreads()), THREAD)
                .hide("eventlet.hubs.hub", "BaseHub.switch", "BaseHub.run", "BaseHub.fire_timers")
                .hide("eventlet.hubs.timer", "Timer.__call__")
                .hide("eventlet.hubs.poll", "Hub.wait", "Hub.do_poll")
                .hide("eventlet.hubs.epolls", "Hub.do_poll")
                .hide("eventlet.hubs.selects", "Hub.wait")
                .hide("eventlet.hubs", "trampoline")
                .hide("eventlet.greenthread", "GreenThread.main", "GreenThread.wait", "sleep")
                .hide("eventlet.greenpool", "GreenPool._spawn_n_impl")
                .hide("eventlet.queue", "Waiter.wait")
                .hide("eventlet.semaphore", "Semaphore.__enter__")
                .build();
    }

    static boolean isThread(Value greenlet) {
        return greenlet.is(THREAD);
    }

    /** Whether a greenlet is the one of a hub, which all others of its thread return to. */
    static boolean isHub(Value greenlet, Scene scene) {
        Set<Long> hubs = scene.once(EventletRules.class, () -> hubs(scene));
        return hubs.contains(greenlet.address());
    }

    private static Set<Long> hubs(Scene scene) {
        var hubs = new HashSet<Long>();
        Value local = scene.module("eventlet.hubs").attribute("_threadlocal");
        for (ThreadView thread : local.exists() ? scene.threads() : List.<ThreadView>of()) {
            Value hub = thread.local(local, "hub").attribute("greenlet");
            if (hub.exists()) {
                hubs.add(hub.address());
            }
        }
        return hubs;
    }

    private record GreenThreads() implements GreenletTasks.Kind {
        @Override
        public boolean isOf(Value greenlet, Scene scene) {
            return isThread(greenlet);
        }

        @Override
        public LibraryTask task(CPythonPicture picture, Greenlet greenlet) {
            List<Value> waiting = waiting(picture).getOrDefault(greenlet.address(), List.of());
            if (greenlet.state() != Greenlet.State.SUSPENDED) {
                return GreenletTasks.task(
                        picture,
                        greenlet,
                        GreenletItem.state(greenlet),
                        greenlet.state().text(),
                        waiting);
            }
            return waits(picture, greenlet, outermost(frames(picture, greenlet)), waiting);
        }
    }

    private static LibraryTask waits(
            CPythonPicture picture, Greenlet greenlet, @Nullable CodeFrameItem outermost, List<Value> waiting) {
        LibraryTask task =
                GreenletTasks.task(picture, greenlet, Stack.State.WAITING, words(outermost, picture), waiting);
        Value object = outermost == null ? picture.scene().at(0) : outermost.local("self");
        return object.isSomething() ? task.waitingFor(object) : task;
    }

    /** A greenlet that is no green thread, but waits in one of eventlet's functions; empty if it is another one. */
    static Optional<LibraryTask> plain(CPythonPicture picture, Greenlet greenlet) {
        if (greenlet.state() != Greenlet.State.SUSPENDED) {
            return Optional.empty();
        }
        return Optional.ofNullable(outermost(frames(picture, greenlet)))
                .map(outermost -> waits(picture, greenlet, outermost, List.of()));
    }

    private static List<CodeFrameItem> frames(CPythonPicture picture, Greenlet greenlet) {
        return new FrameRange(picture, null, picture.threads().chain(greenlet).frames(), List.of()).items();
    }

    /** Of eventlet's functions that follow one another up to the program's own code the outermost; null if there is none. */
    private static @Nullable CodeFrameItem outermost(List<CodeFrameItem> frames) {
        CodeFrameItem outermost = null;
        for (CodeFrameItem frame : frames.reversed()) {
            String module = frame.module();
            if (module == null
                    || !module.startsWith("eventlet.")
                    || frame.function().equals("main")) {
                break;
            }
            outermost = frame.function().equals("switch") ? outermost : frame;
        }
        return outermost;
    }

    private static String words(@Nullable CodeFrameItem outermost, CPythonPicture picture) {
        if (outermost == null) {
            return "waiting";
        }
        Value self = outermost.local("self");
        if (isThread(self)) {
            return "waiting for another green thread";
        }
        if (outermost.function().equals("sleep")) {
            OptionalDouble left = left(outermost, picture);
            return left.isEmpty() ? "sleeping" : "sleeping, " + Deadline.text(left.getAsDouble());
        }
        String function = outermost.function().replace("__enter__", "acquire");
        if (!self.exists()) {
            return "waiting in " + function;
        }
        String type = self.info().type();
        return "waiting in " + type.substring(type.lastIndexOf('.') + 1) + '.' + function;
    }

    /** Until the end of a sleep, by its timer. */
    private static OptionalDouble left(CodeFrameItem sleep, CPythonPicture picture) {
        Value hub = sleep.local("hub");
        Double end = picture.scene()
                .once(List.of(EventletRules.class, hub.address()), () -> timers(hub))
                .get(sleep.local("timer").address());
        double left = end == null ? Double.MAX_VALUE : end - picture.now();
        // If it is too long the hub goes by another clock.
        return left <= sleep.local("seconds").number().orElse(0) ? OptionalDouble.of(left) : OptionalDouble.empty();
    }

    /** When the timers of a hub end, by their addresses; the hub keeps them in pairs. */
    private static Map<Long, Double> timers(Value hub) {
        var ends = new HashMap<Long, Double>();
        for (String timers : List.of("timers", "next_timers")) {
            for (Value entry : hub.attribute(timers).items()) {
                entry.item(0).number().ifPresent(end -> ends.put(entry.item(1).address(), end));
            }
        }
        return ends;
    }

    /** The green threads that wait for another one to end, by that one's address. */
    private static Map<Long, List<Value>> waiting(CPythonPicture picture) {
        return picture.scene().once(GreenThreads.class, () -> {
            var waiting = new HashMap<Long, List<Value>>();
            for (long address : picture.greenlets().found()) {
                Value greenlet = ObjectValue.at(picture, address);
                if (isThread(greenlet)) {
                    Value other = awaited(picture, address);
                    waiting.computeIfAbsent(other.address(), key -> new ArrayList<>(1))
                            .add(greenlet);
                }
            }
            return waiting;
        });
    }

    private static Value awaited(CPythonPicture picture, long address) {
        try {
            Greenlet greenlet = picture.greenlets().read(address);
            if (greenlet.state() == Greenlet.State.SUSPENDED) {
                CodeFrameItem outermost = outermost(frames(picture, greenlet));
                if (outermost != null && isThread(outermost.local("self"))) {
                    return outermost.local("self");
                }
            }
        } catch (MemoryFault e) {
            // It is shown as one that could not be read.
        }
        return picture.scene().at(0);
    }
}
