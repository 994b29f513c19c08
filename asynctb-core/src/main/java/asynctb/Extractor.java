package asynctb;

import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.rules.ContextOutcome;
import asynctb.rules.FrameOutcome;
import asynctb.rules.Part;
import asynctb.rules.Value;
import asynctb.rules.WaitLimit;
import asynctb.runtime.ContextItem;
import asynctb.runtime.FrameItem;
import asynctb.runtime.Item;
import asynctb.runtime.Picture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns an item into a stack: its frames by a {@link Walk}, and the contexts of each frame, with what they lead to, by the
 * same means.
 */
final class Extractor {
    private static final int MAX_NESTING = 100;
    // Of one stack; far more than any program has that a reader could take in.
    private static final int MAX_CONTEXTS = 1_000_000;
    // A manager that stands for another one, and that for a third.
    private static final int MAX_INSTEAD = 100;

    private final Picture picture;
    private final Engine engine;
    private final ExtractOptions options;
    private final TaskPlaces places;
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Set<Long>> foreign = new HashMap<>();
    private final Map<Long, WaitLimit> limits = new HashMap<>();
    private final Set<Long> lettingGo = new HashSet<>();
    private final Set<Long> open = new HashSet<>();
    private LongFunction<@Nullable Child> tasks;
    private int contexts;

    /**
     * For one picture.
     *
     * @param places where tasks are that managers keep
     */
    Extractor(Picture picture, Engine engine, ExtractOptions options, TaskPlaces places) {
        this.picture = picture;
        this.engine = engine;
        this.options = options;
        this.places = places;
        this.tasks = places::reference;
    }

    Stack extract(Item root, @Nullable String selector) {
        contexts = 0;
        return stack(root, selector);
    }

    private Stack stack(Item root, @Nullable String selector) {
        Item.Head head = root.head();
        Walk walk = walk(root);
        String id = unique(id(head.kind(), root.address()));
        keep(id, walk);
        return new Stack(
                head.kind(),
                id,
                selector,
                head.name(),
                head.root(),
                head.thread(),
                null,
                head.state(),
                head.stateText(),
                walk.waitsFor != null ? walk.waitsFor : acquired(head, walk),
                List.of(),
                walk.frames,
                walk.leaf,
                List.of(),
                walk.problems);
    }

    /** The lock that its innermost call takes, of which no frame and no rule tells. */
    private @Nullable ObjectInfo acquired(Item.Head head, Walk walk) {
        boolean runs = head.kind() == Stack.Kind.THREAD || head.state() == Stack.State.RUNNING;
        if (!runs || walk.waitsFor != null || walk.innermost == null || !engine.knowsLocks()) {
            return null;
        }
        ObjectInfo acquired = walk.innermost.acquired();
        return acquired != null && engine.isLock(acquired.type()) ? acquired : null;
    }

    private void keep(String id, Walk walk) {
        if (!walk.foreign.isEmpty()) {
            foreign.put(id, walk.foreign);
        }
    }

    /** The addresses of the frames that {@link #foreignFrames} tells, by the ids of the stacks. */
    Map<String, Set<Long>> foreignFrames() {
        return foreign;
    }

    /** The addresses of those frames of a stack that rules have put in, and that another thread or task runs. */
    Set<Long> foreignFrames(String id) {
        return foreign.getOrDefault(id, Set.of());
    }

    /** Notes what a call does to the waits inside of it, if it does something. */
    void keepLimit(long frame, WaitLimit limit) {
        limits.put(frame, limit);
    }

    /** What a call does to the waits inside of it. */
    WaitLimit limit(Frame frame) {
        return limits.getOrDefault(frame.address(), WaitLimit.NONE);
    }

    /** Whether the code of a frame may let go of locks by hand that it is in the blocks of. */
    boolean mayLetGo(Frame frame) {
        return lettingGo.contains(frame.address());
    }

    private Walk walk(Item root) {
        var walk = new Walk(this, engine, options.maxFrames());
        walk.run(root);
        return walk;
    }

    /**
     * The stack of a task.
     *
     * @param id from {@link #idOfTask}
     * @param awaitedBy the ids of tasks
     * @param below the tasks that end before it does, by their spread addresses, in the order of their creation; those that no
     *     manager keeps become its children
     * @param mayBeKept whether they may stand below managers at all
     */
    Stack extractTask(
            TaskItem task,
            String id,
            List<String> awaitedBy,
            Map<Long, Child> below,
            boolean mayBeKept,
            @Nullable String selector) {
        contexts = 0;
        tasks = address -> {
            Child kept = mayBeKept ? below.remove(address * TaskForest.SPREAD) : null;
            return kept == null ? places.reference(address) : kept;
        };
        Item.Head head = task.head();
        Walk walk = walk(task);
        keep(id, walk);
        tasks = places::reference;
        var problems = new ArrayList<>(task.task().problems());
        problems.addAll(walk.problems);
        Value waitsFor = task.task().waitsFor();
        return new Stack(
                Stack.Kind.TASK,
                id,
                selector,
                head.name(),
                head.root(),
                head.thread(),
                task.library(),
                head.state(),
                head.stateText(),
                waitsFor == null ? acquired(head, walk) : waitsFor.info(),
                awaitedBy,
                walk.frames,
                walk.leaf,
                List.copyOf(below.values()),
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

    /** A frame with its contexts, as a rule wants it. */
    Frame frame(FrameItem item, FrameOutcome outcome) {
        Frame frame = item.frame(options);
        if (options.contexts()) {
            FrameItem.Contexts found = item.contexts();
            if (!found.items().isEmpty() || !found.problems().isEmpty()) {
                frame = frame.with(contexts(found.items()), found.problems());
                keepWhetherItLetsGo(item, frame);
            }
        }
        return outcome.hide() || outcome.hideLine() ? frame.hidden(outcome.hide(), outcome.hideLine()) : frame;
    }

    private void keepWhetherItLetsGo(FrameItem item, Frame frame) {
        for (Context context : frame.contexts()) {
            ObjectInfo manager = context.obj();
            if (manager != null && engine.isLock(manager.type())) {
                if (item.mayLetGo()) {
                    lettingGo.add(frame.address());
                }
                return;
            }
        }
    }

    private List<Context> contexts(List<? extends ContextItem> items) {
        var contexts = new ArrayList<Context>(items.size());
        for (ContextItem item : items) {
            contexts.add(context(item));
        }
        return contexts;
    }

    private Context context(ContextItem item) {
        boolean inBody = !item.isEntering() && !item.isExiting();
        var manager = new Manager(item.manager(), item.obj(), item.startLine(), inBody);
        manager.look(item.varname() == null ? "_" : item.varname(), item.problems());
        return new Context(
                manager.obj,
                item.isAsync(),
                item.isEntering(),
                item.isExiting(),
                item.varname(),
                item.startLine(),
                item.text(),
                item.description() != null ? item.description() : manager.words(),
                manager.inner,
                manager.children,
                manager.hide,
                manager.problems);
    }

    /** What an exit stack keeps. Nothing else tells where it is active than the line of the stack's own statement. */
    private Context kept(ContextOutcome.KeptManager kept, String name, int line) {
        var manager = new Manager(
                kept.isManager() ? kept.object() : null, kept.object().info(), line, true);
        manager.look(name, List.of());
        String method = name.substring(0, name.lastIndexOf('[')) + "." + kept.method();
        String argument = manager.description == null ? kept.argument() : "...";
        String call = method + "(" + (manager.call == null ? argument : manager.call) + ")";
        return new Context(
                manager.obj,
                kept.isAsync(),
                false,
                false,
                name,
                line,
                null,
                (kept.isAsync() && kept.isManager() ? "await " : "")
                        + call
                        + (manager.description == null ? "" : ": " + manager.description),
                manager.inner,
                manager.children,
                manager.hide,
                manager.problems);
    }

    /** What the rules know of a manager. */
    private final class Manager {
        private final @Nullable Value value;
        private final int line;
        private final boolean inBody;
        private final List<Problem> problems = new ArrayList<>();

        @Nullable
        ObjectInfo obj;

        @Nullable
        String call;

        @Nullable
        String description;

        @Nullable
        Stack inner;

        List<Child> children = List.of();
        boolean hide;

        /**
         * Begins with what the frame tells.
         *
         * @param line of the statement that it is active by; 0 if that is not known
         * @param inBody whether its frames do not follow in the stack itself
         */
        Manager(@Nullable Value value, @Nullable ObjectInfo obj, int line, boolean inBody) {
            this.value = value;
            this.obj = obj;
            this.line = line;
            this.inBody = inBody;
        }

        void look(String name, List<Problem> known) {
            problems.addAll(known);
            if (value == null) {
                return;
            }
            Value shown = value;
            ContextOutcome outcome = engine.look(shown, problems);
            for (int i = 0; outcome.instead() != null && outcome.instead().isSomething(); i++) {
                if (i == MAX_INSTEAD) {
                    problems.add(new Problem(
                            Problem.Kind.CYCLE,
                            "it stands for ever another manager",
                            Objects.requireNonNull(value).address()));
                    break;
                }
                shown = outcome.instead();
                obj = shown.info();
                hide |= outcome.hide();
                problems.addAll(outcome.problems());
                outcome = engine.look(shown, problems);
            }
            problems.addAll(outcome.problems());
            call = outcome.call();
            description = outcome.description();
            hide |= outcome.hide();
            follow(shown, outcome, name);
        }

        /** Its state if there is something to say of it, else what has made it. */
        @Nullable
        String words() {
            return description != null ? description : call;
        }

        private void follow(Value shown, ContextOutcome outcome, String name) {
            Value generator = outcome.inner();
            boolean hasInner = inBody && generator != null && generator.isSomething();
            if (!hasInner && outcome.children().isEmpty()) {
                return;
            }
            if (open.size() == MAX_NESTING || contexts >= MAX_CONTEXTS) {
                problems.add(new Problem(Problem.Kind.LIMIT, "what it keeps is left out", shown.address()));
            } else if (!open.add(shown.address())) {
                problems.add(new Problem(Problem.Kind.CYCLE, "it keeps itself", shown.address()));
            } else {
                contexts += 1 + outcome.children().size();
                inner = hasInner ? stack(picture.item(Part.of(Objects.requireNonNull(generator))), null) : null;
                children = children(outcome, name);
                open.remove(shown.address());
            }
        }

        /** Managers in the order of the rule, then tasks in that of their creation. */
        private List<Child> children(ContextOutcome outcome, String name) {
            var all = new ArrayList<Child>(outcome.children().size());
            var addresses = new ArrayList<Long>();
            for (ContextOutcome.Kept kept : outcome.children()) {
                switch (kept) {
                    case ContextOutcome.KeptManager other -> all.add(kept(other, name + "[" + all.size() + "]", line));
                    case ContextOutcome.KeptTask task ->
                        addresses.add(task.object().address());
                }
            }
            addresses.sort(Comparator.comparingInt(places::order));
            for (long address : addresses) {
                Child child = tasks.apply(address);
                if (child != null) {
                    all.add(child);
                }
            }
            return all;
        }
    }
}
