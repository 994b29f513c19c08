package asynctb;

import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.rules.WaitLimit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Whose waits end by themselves: of those who wait within a time-out, and of the tasks that are cancelled with them. These are
 * the ones that a manager within the time-out keeps, and those that are awaited from within it. Each stack is gone through from the
 * outside inwards, once, and once more if it turns out that the whole task is cancelled with another one.
 */
final class WaitEnds {
    private final WaitLimits limits;
    private final Function<String, Set<Long>> foreignFrames;
    private final Map<String, Waiter> byId = new HashMap<>();
    private final Map<String, List<Waiter>> awaitedBy = new HashMap<>();
    private final Set<String> cancelled = new HashSet<>();
    private final Deque<Waiter> work;

    private WaitEnds(Collection<Waiter> all, Function<String, Set<Long>> foreignFrames, WaitLimits limits) {
        this.limits = limits;
        this.foreignFrames = foreignFrames;
        this.work = new ArrayDeque<>(all);
        for (Waiter waiter : all) {
            byId.put(waiter.stack.id(), waiter);
            for (String id : waiter.stack.awaitedBy()) {
                awaitedBy.computeIfAbsent(id, key -> new ArrayList<>(1)).add(waiter);
            }
        }
    }

    /**
     * Marks those whose waits end.
     *
     * @param foreignFrames the addresses of frames in the stack of an id that another thread or task runs
     */
    static void mark(Collection<Waiter> all, Function<String, Set<Long>> foreignFrames, WaitLimits limits) {
        var ends = new WaitEnds(all, foreignFrames, limits);
        while (!ends.work.isEmpty()) {
            ends.look(ends.work.remove());
        }
    }

    private void look(Waiter waiter) {
        Set<Long> foreign = foreignFrames.apply(waiter.stack.id());
        var kept = new HashSet<String>();
        boolean isCancelled = cancelled.contains(waiter.stack.id());
        WaitLimit call = WaitLimit.NONE;
        for (Frame frame : waiter.stack.frames()) {
            if (!foreign.contains(frame.address())) {
                isCancelled = inside(frame, isCancelled, kept);
                WaitLimit own = limits.of(frame);
                call = own == WaitLimit.NONE ? call : own;
            }
        }
        // What runs, or is a thread, is not cancelled where it stands still; its call may give up.
        boolean isSuspended = waiter.isTask() && waiter.mayWait();
        waiter.ends = isSuspended ? isCancelled : call == WaitLimit.TIMED;
        if (isSuspended && isCancelled) {
            for (Waiter awaited : awaitedBy.getOrDefault(waiter.stack.id(), List.of())) {
                boolean isReached =
                        !isCalling(waiter, foreign) && (call == WaitLimit.TIMED || !isShielded(waiter, awaited));
                if (isReached && !kept.contains(awaited.stack.id())) {
                    cancel(awaited.stack.id());
                }
            }
        }
    }

    /** Who works for it, be that a thread, goes on, and so does what that waits for in turn. */
    private static boolean isCalling(Waiter waiter, Set<Long> foreign) {
        List<Frame> frames = waiter.stack.frames();
        return !frames.isEmpty() && foreign.contains(frames.getLast().address());
    }

    /** What is awaited by way of something that keeps cancellation to itself. */
    private boolean isShielded(Waiter waiter, Waiter awaited) {
        ObjectInfo leaf = waiter.stack.leaf();
        ObjectInfo task = awaited.stack.root();
        boolean isItself = leaf != null && task != null && leaf.address() == task.address();
        return leaf != null && !isItself && limits.of(leaf) == WaitLimit.SHIELDED;
    }

    private void cancel(String id) {
        Waiter waiter = byId.get(id);
        if (waiter != null && waiter.isTask() && cancelled.add(id)) {
            work.add(waiter);
        }
    }

    /**
     * Whether the innermost of what a frame does is cancelled.
     *
     * @param isCancelled whether that is so outside
     * @param kept takes the ids of the tasks that its managers keep
     */
    private boolean inside(Frame frame, boolean isCancelled, Set<String> kept) {
        boolean inside = isCancelled;
        for (Context context : frame.contexts()) {
            inside = inside(context, inside, kept);
        }
        return within(limits.of(frame), inside);
    }

    private boolean inside(Context context, boolean isCancelled, Set<String> kept) {
        if (context.isEntering()) {
            return isCancelled;
        }
        ObjectInfo manager = context.obj();
        boolean inside = manager == null ? isCancelled : within(limits.of(manager), isCancelled);
        if (context.innerStack() != null) {
            for (Frame frame : context.innerStack().frames()) {
                inside = inside(frame, inside, kept);
            }
        }
        boolean isWaitedFor = false;
        for (Child child : context.children()) {
            String id = Waits.id(child);
            if (child instanceof Context other) {
                inside = inside(other, inside, kept);
            } else if (id != null) {
                isWaitedFor = context.isExiting();
                kept.add(id);
                if (inside) {
                    cancel(id);
                }
            }
        }
        // Whoever leaves the block of cancelled tasks waits for them all the same.
        return inside && !isWaitedFor;
    }

    private static boolean within(WaitLimit limit, boolean isCancelled) {
        return limit == WaitLimit.NONE ? isCancelled : limit == WaitLimit.TIMED;
    }
}
