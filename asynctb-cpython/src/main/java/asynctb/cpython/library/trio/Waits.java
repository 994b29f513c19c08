package asynctb.cpython.library.trio;

import asynctb.cpython.library.CancelScopes;
import asynctb.rules.FrameView;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Says what suspended tasks wait for, by the functions of Trio that they are in: of those that follow one another up to the
 * program's own code the outermost that is known.
 */
public final class Waits {
    private final TrioRun run;
    private final Scene scene;

    Waits(TrioRun run, Scene scene) {
        this.run = run;
        this.scene = scene;
    }

    /**
     * What a task waits for, in words.
     *
     * @param task the task
     * @param frames those of the coroutine that it is suspended in, outermost first
     */
    public static @Nullable String words(Value task, List<? extends FrameView> frames, Scene scene) {
        TrioRun run = TrioRun.of(task.attribute("_runner"), scene);
        return new Waits(run, scene).find(frames).text();
    }

    /**
     * What a task waits for.
     *
     * @param frames those of its coroutine, outermost first
     */
    Wait find(List<? extends FrameView> frames) {
        Wait found = null;
        for (FrameView frame : frames.reversed()) {
            String module = frame.module();
            if (module == null || !module.startsWith("trio.")) {
                break;
            }
            Wait known = known(module.substring("trio.".length()) + " " + frame.function(), frame, found);
            found = known == null ? found : known;
        }
        return found == null ? Wait.waiting("waiting") : found;
    }

    private @Nullable Wait known(String function, FrameView frame, @Nullable Wait inner) {
        Value self = frame.local("self");
        return switch (function) {
            case "_sync wait", "_sync acquire", "_sync acquire_on_behalf_of", "_channel receive", "_channel send" ->
                Wait.forObject(
                        "waiting in " + shortType(self) + "." + frame.function() + comma(Descriptions.of(self)), self);
            case "_core._parking_lot park" ->
                Wait.forObject("waiting in a ParkingLot" + comma(Descriptions.waiting(self)), self);
            case "_timeouts sleep_forever" -> Wait.waiting("sleeping forever");
            case "_timeouts sleep_until" -> sleeping(frame.local("deadline"));
            case "_core._io_epoll _epoll_wait" -> descriptor(frame);
            case "_core._entry_queue task" -> Wait.waiting("waiting for calls from other threads");
            case "_core._run _nested_child_finished" -> nursery(self);
            case "_core._run start" -> starting(frame);
            case "_core._run wait_all_tasks_blocked" -> Wait.waiting("waiting until all tasks are blocked");
            case "_threads to_thread_run_sync" -> inner == null ? thread(frame) : null;
            case "_subprocess wait" -> process(self);
            case "_signals __anext__" -> Wait.forObject("waiting for a signal", self);
            default -> null;
        };
    }

    private static String shortType(Value value) {
        String type = value.info().type();
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static String comma(@Nullable String words) {
        return words == null ? "" : ", " + words;
    }

    private Wait sleeping(Value deadline) {
        OptionalDouble left = run.until(deadline, scene);
        return Wait.waiting(
                left.isEmpty() ? "sleeping" : "sleeping, " + CancelScopes.seconds(left.getAsDouble()) + " left");
    }

    private static Wait descriptor(FrameView frame) {
        OptionalLong number = frame.local("fd").integer();
        String purpose = "write_task".equals(frame.local("attr_name").text()) ? "write to" : "read from";
        return Wait.waiting(
                "waiting to " + purpose + (number.isEmpty() ? " a descriptor" : " descriptor " + number.getAsLong()));
    }

    private static Wait nursery(Value nursery) {
        int count = nursery.attribute("_children").size();
        return Wait.forObject(
                count == 0
                        ? "waiting for its nursery"
                        : "waiting for " + count + (count == 1 ? " task" : " tasks") + " of its nursery",
                nursery);
    }

    /** The task that is being started is alone in a nursery of its own. */
    private static @Nullable Wait starting(FrameView frame) {
        List<Value> started = frame.local("old_nursery").attribute("_children").items();
        String name = started.size() == 1 ? started.getFirst().attribute("name").text() : null;
        return frame.local("self").is("trio.Nursery")
                ? Wait.forObject(
                        "waiting in Nursery.start" + (name == null ? "" : " for task \"" + name + '"'),
                        started.size() == 1 ? started.getFirst() : frame.local("self"))
                : null;
    }

    private Wait thread(FrameView frame) {
        WorkerThreads.Place place = WorkerThreads.find(frame, scene);
        return place == null
                ? Wait.waiting("waiting in to_thread.run_sync, whose thread was not found")
                : Wait.forObject(
                        "waiting for thread \"" + place.thread().name() + '"',
                        place.thread().object());
    }

    private static Wait process(Value process) {
        OptionalLong number = process.attribute("_proc").attribute("pid").integer();
        return Wait.forObject("waiting for a process" + (number.isEmpty() ? "" : ", " + number.getAsLong()), process);
    }
}
