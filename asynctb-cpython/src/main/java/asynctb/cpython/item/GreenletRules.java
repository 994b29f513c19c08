package asynctb.cpython.item;

import asynctb.cpython.library.Deadline;
import asynctb.cpython.library.greenlet.Gevent;
import asynctb.cpython.library.greenlet.Greenlet;
import asynctb.cpython.library.greenlet.Greenlets;
import asynctb.memory.MemoryFault;
import asynctb.model.Stack;
import asynctb.rules.ContextOutcome;
import asynctb.rules.LibraryTask;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** greenlet and gevent: their greenlets, and gevent's own frames, which nobody wants to see. */
final class GreenletRules {
    // The time at which a timer of libev ends, behind its loop, callback and arguments and what libev itself keeps.
    private static final int TIMER_END = 88;
    // A loop's clock may be behind by as long as it was busy.
    private static final double MAX_LAG = 60;
    private static final Map<String, String> CALLS = Map.of(
            "Event", "Event.wait",
            "AsyncResult", "AsyncResult.get",
            "Semaphore", "Semaphore.acquire",
            "BoundedSemaphore", "BoundedSemaphore.acquire");

    // How `sleep` ends its timer.
    private static final ContextOutcome HIDDEN = new ContextOutcome(null, null, null, null, List.of(), true, List.of());

    private GreenletRules() {}

    static Rules greenlet() {
        return Rules.of(Greenlets.LIBRARY).tasks(new GreenletTasks(new Plain())).build();
    }

    static Rules gevent() {
        return Rules.of(Gevent.LIBRARY)
                .tasks(new GreenletTasks(new OfGevent()), Gevent.GREENLETS.toArray(String[]::new))
                .hide("gevent.hub", "Hub.run")
                .hide(
                        "gevent._greenlet_primitives",
                        "SwitchOutGreenletWithLoop.switch",
                        "SwitchOutGreenletWithLoop.switch_out",
                        "TrackedRawGreenlet.switch")
                .hide("gevent._hub_primitives", "WaitOperationsGreenlet.wait")
                .hide("gevent._waiter", "Waiter.get")
                .hide("gevent.greenlet", "Greenlet.run")
                .context("gevent.libev.corecext.timer", (timer, scene) -> HIDDEN)
                .build();
    }

    /** Those that no library is known for. */
    private record Plain() implements GreenletTasks.Kind {
        @Override
        public boolean isOf(Value greenlet, Scene scene) {
            return !isOfGevent(greenlet)
                    && !greenlet.is(Gevent.HUB)
                    && !EventletRules.isThread(greenlet)
                    && !EventletRules.isHub(greenlet, scene);
        }

        @Override
        public LibraryTask task(CPythonPicture picture, Greenlet greenlet) {
            return EventletRules.plain(picture, greenlet)
                    .orElseGet(() -> GreenletTasks.task(
                            picture,
                            greenlet,
                            GreenletItem.state(greenlet),
                            greenlet.state().text(),
                            List.of()));
        }
    }

    private static boolean isOfGevent(Value greenlet) {
        return Gevent.GREENLETS.stream().anyMatch(greenlet::is);
    }

    private record OfGevent() implements GreenletTasks.Kind {
        @Override
        public boolean isOf(Value greenlet, Scene scene) {
            return isOfGevent(greenlet);
        }

        @Override
        public LibraryTask task(CPythonPicture picture, Greenlet greenlet) {
            List<Gevent.Wait> waits = picture.gevent().readWaits().getOrDefault(greenlet.address(), List.of());
            var text = new StringBuilder(doing(picture, greenlet, waits));
            String spawned = picture.gevent().readSpawned(greenlet.address());
            if (spawned != null) {
                text.append(", ").append(spawned);
            }
            Stack.State state =
                    greenlet.state() == Greenlet.State.SUSPENDED ? Stack.State.WAITING : GreenletItem.state(greenlet);
            LibraryTask task =
                    GreenletTasks.task(picture, greenlet, state, text.toString(), waiting(picture, greenlet));
            return waits.size() == 1
                    ? task.waitingFor(ObjectValue.at(picture, waits.getFirst().object()))
                    : task;
        }

        /** The greenlets that wait for it. */
        private static List<Value> waiting(CPythonPicture picture, Greenlet greenlet) {
            return picture.gevent().readWaiting(greenlet.address()).stream()
                    .map(address -> ObjectValue.at(picture, address))
                    .toList();
        }

        private static String doing(CPythonPicture picture, Greenlet greenlet, List<Gevent.Wait> waits) {
            return switch (greenlet.state()) {
                case PENDING -> "not started";
                case CURRENT -> "running";
                case DEAD -> "finished";
                case SUSPENDED -> waits.isEmpty() ? asleep(picture, greenlet) : waiting(picture, waits);
            };
        }

        private static String waiting(CPythonPicture picture, List<Gevent.Wait> waits) {
            var greenlets = new ArrayList<Value>();
            var others = new ArrayList<String>();
            for (Gevent.Wait wait : waits) {
                Value object = ObjectValue.at(picture, wait.object());
                if (isOfGevent(object)) {
                    greenlets.add(object);
                } else {
                    others.add(call(object, wait));
                }
            }
            if (others.size() == 1 && greenlets.isEmpty()) {
                return "waiting " + others.getFirst();
            }
            if (!others.isEmpty()) {
                return "waiting for " + waits.size() + " objects";
            }
            String name = greenlets.getFirst().attribute("name").text();
            return greenlets.size() > 1
                    ? "waiting for " + greenlets.size() + " greenlets"
                    : "waiting for " + (name == null ? "a greenlet" : "greenlet \"" + name + '"');
        }

        /** {@code in Event.wait}. */
        private static String call(Value object, Gevent.Wait wait) {
            for (String type : object.types()) {
                String name = type.substring(type.lastIndexOf('.') + 1);
                if (type.startsWith("gevent.") && CALLS.containsKey(name)) {
                    return "in " + CALLS.get(name);
                }
                if (type.startsWith("gevent.") && name.endsWith("Queue")) {
                    return "in " + name + (wait.isToPut() ? ".put" : ".get");
                }
            }
            return "for " + object.info();
        }

        private static String asleep(CPythonPicture picture, Greenlet greenlet) {
            List<CodeFrameItem> frames = new FrameRange(
                            picture, null, picture.threads().chain(greenlet).frames(), List.of())
                    .items();
            if (frames.isEmpty()
                    || !frames.getLast().function().equals("sleep")
                    || !frames.getLast().runs("gevent.hub", "sleep")) {
                return "waiting";
            }
            String left = left(picture, frames.getLast());
            return left == null ? "sleeping" : "sleeping, " + left;
        }

        private static @Nullable String left(CPythonPicture picture, CodeFrameItem sleep) {
            OptionalDouble seconds = sleep.local("seconds").number();
            long timer = sleep.local("t").address();
            if (seconds.isEmpty() || timer == 0) {
                return null;
            }
            try {
                double end = Double.longBitsToDouble(picture.heap().memory().readLong(timer + TIMER_END));
                double left = end - picture.now();
                // Else it is the timer of another loop than libev's.
                boolean isTime = left > -MAX_LAG && left <= seconds.getAsDouble();
                return isTime ? Deadline.text(left) : null;
            } catch (MemoryFault e) {
                return null;
            }
        }
    }
}
