package asynctb;

import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.rules.FrameOutcome;
import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.NoValue;
import asynctb.rules.Part;
import asynctb.rules.Value;
import asynctb.rules.WaitLimit;
import asynctb.runtime.FrameItem;
import asynctb.runtime.Item;
import asynctb.runtime.Unwrapping;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From an item to its frames: a work list, unwrapped from the outermost inwards until only frames and perhaps a leaf are
 * left. What a rule puts in place of a frame's callees takes the place of all that was reached through the same item, and of
 * nothing that stands further out. An item is looked into once, so the walk ends however the target's objects, or rules,
 * lead back to one another.
 */
final class Walk {
    private final Extractor extractor;
    private final Engine engine;
    private final int maxFrames;
    private final Deque<Entry> work = new ArrayDeque<>();
    private final Set<Long> seen = new HashSet<>();
    final List<Frame> frames = new ArrayList<>();
    final List<Problem> problems = new ArrayList<>();
    /** The addresses of frames that rules have put in, which another thread or task runs. */
    final Set<Long> foreign = new HashSet<>();

    @Nullable
    ObjectInfo leaf;

    /** What the innermost call waits for, by a rule. */
    @Nullable
    ObjectInfo waitsFor;

    /** The innermost frame; null if it is another thread's or task's, or if something else follows. */
    @Nullable
    FrameItem innermost;

    Walk(Extractor extractor, Engine engine, int maxFrames) {
        this.extractor = extractor;
        this.engine = engine;
        this.maxFrames = maxFrames;
    }

    /**
     * An item to be looked into.
     *
     * @param depth how many items it was reached through
     * @param isSettled whether it is known to be a frame that was not seen before, or to lead to nothing
     * @param isForeign whether a rule has put it, or what it was reached through, behind a frame that does not call it
     */
    private record Entry(Item item, int depth, boolean isSettled, boolean isForeign) {
        Entry settled() {
            return new Entry(item, depth, true, isForeign);
        }
    }

    void run(Item root) {
        work.push(new Entry(root, 0, false, false));
        Entry next = settle();
        while (next != null) {
            work.pop();
            if (!(next.item instanceof FrameItem frame)) {
                // What was asked for and cannot be looked into does not wait for itself.
                leaf = next.depth == 0 && frames.isEmpty() ? null : next.item.info();
                innermost = null;
                return;
            }
            if (frames.size() == maxFrames) {
                problems.add(Problem.of(
                        Problem.Kind.LIMIT, "there are more than " + maxFrames + " frames; the rest is left out"));
                return;
            }
            add(frame, next);
            next = settle();
        }
    }

    private void add(FrameItem frame, Entry entry) {
        int depth = entry.depth;
        if (entry.isForeign) {
            foreign.add(frame.address());
        }
        FrameOutcome outcome = engine.judge(frame, new Following(), problems);
        frames.add(extractor.frame(frame, outcome));
        innermost = entry.isForeign ? null : frame;
        Value other = outcome.waitsFor();
        waitsFor = other == null || entry.isForeign ? null : other.info();
        if (outcome.limit() != WaitLimit.NONE && !entry.isForeign) {
            extractor.keepLimit(frame.address(), outcome.limit());
        }
        if (outcome.next() == FrameOutcome.Next.REPLACED) {
            while (!work.isEmpty() && work.element().depth >= depth) {
                work.pop();
            }
        }
        List<Item> parts = engine.items(outcome.parts());
        if (!parts.isEmpty()) {
            follow(depth);
        }
        push(parts, depth, true);
    }

    /**
     * Sets what comes next behind parts that are put before it: a frame among those may leave its callees out, which are the
     * parts' and not this.
     */
    private void follow(int depth) {
        Entry next = settle();
        if (next != null && next.depth > depth) {
            work.pop();
            work.push(new Entry(next.item, depth, true, next.isForeign));
        }
    }

    /** Unwraps what comes next until it is a frame or a leaf; null if nothing comes. */
    private @Nullable Entry settle() {
        while (!work.isEmpty()) {
            Entry next = work.element();
            if (next.isSettled) {
                return next;
            }
            long address = next.item.address();
            if (address != 0 && !seen.add(address)) {
                problems.add(new Problem(
                        Problem.Kind.CYCLE, "leads back to " + next.item.info() + ", which was seen already", address));
                work.clear();
                return null;
            }
            work.pop();
            if (next.item instanceof FrameItem) {
                work.push(next.settled());
            } else {
                unwrap(next);
            }
        }
        return null;
    }

    private void unwrap(Entry entry) {
        List<Part> parts = engine.unwrap(entry.item, problems);
        if (parts != null) {
            push(engine.items(parts), entry.depth + 1, entry.isForeign || haveFramesOfThread(parts));
            return;
        }
        Unwrapping unwrapping = entry.item.unwrap();
        problems.addAll(unwrapping.problems());
        List<? extends Item> items = unwrapping.items();
        if (items == null) {
            work.push(entry.settled());
        } else {
            push(items, entry.depth + 1, entry.isForeign);
        }
    }

    private static boolean haveFramesOfThread(List<Part> parts) {
        for (Part part : parts) {
            if (part instanceof Part.Frames) {
                return true;
            }
        }
        return false;
    }

    private void push(List<? extends Item> items, int depth, boolean areForeign) {
        for (int i = items.size() - 1; i >= 0; i--) {
            work.push(new Entry(items.get(i), depth, false, areForeign));
        }
    }

    /** What follows the frame that is being looked at. */
    private final class Following implements Inner {
        @Override
        public @Nullable FrameView frame() {
            Entry next = settle();
            return next != null && next.item instanceof FrameItem frame ? frame.view() : null;
        }

        @Override
        public Value leaf() {
            Entry next = settle();
            Value value = next == null || next.item instanceof FrameItem ? null : next.item.value();
            return Objects.requireNonNullElse(value, NoValue.INSTANCE);
        }
    }
}
