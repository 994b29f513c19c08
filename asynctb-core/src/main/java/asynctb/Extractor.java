package asynctb;

import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.runtime.ContextItem;
import asynctb.runtime.FrameItem;
import asynctb.runtime.Item;
import asynctb.runtime.TaskItem;
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
 * leaf are left; and the contexts of each frame, with what they lead to, by the same means. Every walk is bounded, and an
 * item is looked into once on its way.
 */
final class Extractor {
    private static final int MAX_NESTING = 100;
    // Of one stack; far more than any program has that a reader could take in.
    private static final int MAX_CONTEXTS = 1_000_000;

    private final ExtractOptions options;
    private final Map<String, Integer> ids = new HashMap<>();
    private final Set<Long> open = new HashSet<>();
    private int contexts;

    Extractor(ExtractOptions options) {
        this.options = options;
    }

    Stack extract(Item root, @Nullable String selector) {
        contexts = 0;
        return stack(root, selector);
    }

    private Stack stack(Item root, @Nullable String selector) {
        Item.Head head = root.head();
        var walk = new Walk();
        walk.run(root);
        return new Stack(
                head.kind(),
                unique(id(head.kind(), root.address())),
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

    /**
     * The stack of a task.
     *
     * @param id from {@link #idOfTask}
     * @param awaitedBy the ids of tasks
     */
    Stack extractTask(
            TaskItem task,
            TaskItem.Facts facts,
            String id,
            List<String> awaitedBy,
            List<Child> children,
            @Nullable String selector) {
        contexts = 0;
        Item.Head head = task.head();
        var walk = new Walk();
        walk.run(task);
        var problems = new ArrayList<>(facts.problems());
        problems.addAll(walk.problems);
        return new Stack(
                Stack.Kind.TASK,
                id,
                selector,
                head.name(),
                head.root(),
                head.thread(),
                facts.library(),
                head.state(),
                head.stateText(),
                facts.waitsFor(),
                awaitedBy,
                walk.frames,
                walk.leaf,
                children,
                problems);
    }

    /** The id that a task's next stack is to have. */
    String idOfTask(TaskItem task) {
        return unique(id(Stack.Kind.TASK, task.address()));
    }

    static String id(Stack.Kind kind, long address) {
        return kind.id() + (address == 0 ? "" : "@0x" + Long.toHexString(address));
    }

    /** An object may be named twice; the second stack of it gets another id. */
    private String unique(String id) {
        int count = ids.merge(id, 1, Integer::sum);
        return count == 1 ? id : id + "#" + count;
    }

    private Frame withContexts(FrameItem frame) {
        FrameItem.Contexts found = frame.contexts();
        return frame.frame(options)
                .with(found.items().stream().map(this::context).toList(), found.problems());
    }

    private Context context(ContextItem item) {
        ContextItem.View view = item.view();
        var problems = new ArrayList<>(view.problems());
        Stack inner = null;
        List<Child> children = List.of();
        boolean leadsOn = view.inner() != null || !view.children().isEmpty();
        if (leadsOn && (open.size() == MAX_NESTING || contexts >= MAX_CONTEXTS)) {
            problems.add(new Problem(Problem.Kind.LIMIT, "what it keeps is left out", item.address()));
        } else if (leadsOn && !open.add(item.address())) {
            problems.add(new Problem(Problem.Kind.CYCLE, "it keeps itself", item.address()));
        } else if (leadsOn) {
            contexts += 1 + view.children().size();
            inner = view.inner() == null ? null : stack(view.inner(), null);
            children = view.children().stream().<Child>map(this::context).toList();
            open.remove(item.address());
        }
        return new Context(
                view.obj(),
                view.isAsync(),
                view.isEntering(),
                view.isExiting(),
                view.varname(),
                view.startLine(),
                view.text(),
                view.description(),
                inner,
                children,
                false,
                problems);
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
                    unwrap(item, work, item == root);
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
            frames.add(options.contexts() ? withContexts(frame) : frame.frame(options));
            return true;
        }

        /** What was asked for and cannot be looked into has no frames, but does not wait for itself. */
        private void unwrap(Item item, Deque<Item> work, boolean isRoot) {
            Unwrapping unwrapping = item.unwrap();
            problems.addAll(unwrapping.problems());
            List<? extends Item> items = unwrapping.items();
            if (items == null) {
                leaf = isRoot ? null : item.info();
                return;
            }
            for (int i = items.size() - 1; i >= 0; i--) {
                work.push(items.get(i));
            }
        }
    }
}
