package asynctb;

import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.runtime.FrameItem;
import asynctb.runtime.Item;
import asynctb.runtime.Unwrapping;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns an item into a stack: a work list of items, unwrapped from the outermost inwards until only frames and perhaps a
 * leaf are left. Every walk is bounded, and an item is looked into once.
 */
final class Extractor {
    private final ExtractOptions options;
    private final Map<String, Integer> ids = new HashMap<>();

    Extractor(ExtractOptions options) {
        this.options = options;
    }

    Stack extract(Item root, @Nullable String selector) {
        Item.Head head = root.head();
        var walk = new Walk();
        walk.run(root);
        return new Stack(
                head.kind(),
                unique(head.kind().id() + (root.address() == 0 ? "" : "@0x" + Long.toHexString(root.address()))),
                selector,
                head.name(),
                head.root(),
                head.thread(),
                head.state(),
                head.stateText(),
                walk.frames,
                walk.leaf,
                walk.problems);
    }

    /** An object may be named twice; the second stack of it gets another id. */
    private String unique(String id) {
        int count = ids.merge(id, 1, Integer::sum);
        return count == 1 ? id : id + "#" + count;
    }

    private final class Walk {
        private final List<Frame> frames = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private final Set<Long> seen = new HashSet<>();
        private @Nullable ObjectInfo leaf;

        void run(Item root) {
            Deque<Item> work = new ArrayDeque<>();
            work.push(root);
            while (leaf == null && !work.isEmpty()) {
                Item item = work.pop();
                if (item.address() != 0 && !seen.add(item.address())) {
                    problems.add(new Problem(
                            Problem.Kind.CYCLE,
                            "leads back to " + item.info() + ", which was seen already",
                            item.address()));
                    return;
                }
                if (item instanceof FrameItem frame) {
                    if (!add(frame)) {
                        return;
                    }
                } else {
                    unwrap(item, work);
                }
            }
        }

        private boolean add(FrameItem frame) {
            if (frames.size() == options.maxFrames()) {
                problems.add(Problem.of(
                        Problem.Kind.LIMIT,
                        "there are more than " + options.maxFrames() + " frames; the rest is left out"));
                return false;
            }
            frames.add(frame.frame(options));
            return true;
        }

        private void unwrap(Item item, Deque<Item> work) {
            Unwrapping unwrapping = item.unwrap();
            problems.addAll(unwrapping.problems());
            List<? extends Item> items = unwrapping.items();
            if (items == null) {
                leaf = item.info();
                return;
            }
            for (int i = items.size() - 1; i >= 0; i--) {
                work.push(items.get(i));
            }
        }
    }
}
