package asynctb;

import asynctb.model.FoundObject;
import asynctb.model.FoundObject.Holder;
import asynctb.model.FoundObject.Place;
import asynctb.model.Frame;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.model.ThreadInfo;
import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.NoValue;
import asynctb.rules.Part;
import asynctb.rules.Value;
import asynctb.runtime.FrameItem;
import asynctb.runtime.Item;
import asynctb.runtime.ObjectVisitor;
import asynctb.runtime.Picture;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Searches in one picture: first a walk over all objects, which only counts and collects, then each is described. */
final class Searching implements ObjectVisitor {
    private static final Set<Stack.Kind> WITH_FRAME =
            EnumSet.of(Stack.Kind.COROUTINE, Stack.Kind.GENERATOR, Stack.Kind.ASYNC_GENERATOR);
    private static final Set<Stack.State> SUSPENDED = EnumSet.of(Stack.State.SUSPENDED, Stack.State.WAITING);
    /** So many objects stand between a coroutine and what it awaits at the most. */
    private static final int MAX_BETWEEN = 8;

    private final Picture picture;
    private final ObjectQuery query;
    private final ExtractOptions options;
    private final RuleBook rules;
    private final List<String> ruleFiles;
    private final Engine engine;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final List<Item> items = new ArrayList<>();
    private final Map<Long, TaskItem> tasks = new HashMap<>();
    private final Map<Long, Holder> holders = new HashMap<>();
    /** Those of whom only a package of the target says that they hold something. */
    private final Map<Long, Holder> saidHolders = new HashMap<>();

    private boolean needsTasks;

    Searching(Picture picture, RuleShelf shelf, ObjectQuery query, ExtractOptions options) {
        this.picture = picture;
        this.query = query.withClassNames(picture::className);
        this.options = options.withLocals(false);
        SuppliedRules.Found supplied = shelf.supplied(picture, options);
        rules = options.rules() ? shelf.in(picture.scene(), supplied) : RuleBook.EMPTY;
        ruleFiles = List.copyOf(supplied.rules().keySet());
        problems.addAll(supplied.problems());
        engine = new Engine(picture, rules);
    }

    Survey run() {
        problems.addAll(picture.visitObjects(this));
        if (needsTasks) {
            readTasks();
        }
        var found = new ArrayList<FoundObject>(items.size());
        for (Item item : items) {
            FoundObject object = describe(item);
            if (!query.isSuspended() || SUSPENDED.contains(object.state())) {
                found.add(object);
            }
        }
        if (query.isSuspended()) {
            counts.clear();
            found.forEach(object -> count(object.info().type()));
        }
        found.replaceAll(object -> object.holder() != null ? object : object.heldBy(holder(object)));
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        int shown = Math.min(found.size(), query.maxDescribed());
        if (all > shown) {
            problems.add(Problem.of(
                    Problem.Kind.LIMIT, "only the first " + shown + " of " + all + " objects are described"));
        }
        return new Survey(counts, found.subList(0, shown), ruleFiles, problems);
    }

    @Override
    public boolean wants(List<String> types, Stack.Kind kind) {
        var kinds = EnumSet.noneOf(Stack.Kind.class);
        if (kind != Stack.Kind.OTHER) {
            kinds.add(kind);
        }
        if (engine.isTask(types)) {
            kinds.add(Stack.Kind.TASK);
        }
        boolean isWanted = query.wants(types, kinds);
        needsTasks |= isWanted && !kinds.isEmpty();
        return isWanted;
    }

    @Override
    public void visit(List<String> types, Item object) {
        // Those that do not run now are told apart only when they are described.
        if (query.isSuspended() || items.size() < query.maxDescribed()) {
            items.add(object);
        }
        count(types.getFirst());
    }

    private void count(String type) {
        counts.merge(type, 1L, Long::sum);
    }

    @Override
    public void passed(long count) {
        query.progress().accept(count);
    }

    private static long key(long address) {
        return address * TaskForest.SPREAD;
    }

    private void readTasks() {
        for (TaskItem task : engine.tasks(problems)) {
            // Of an object that two rules know, the first one's word counts.
            if (tasks.putIfAbsent(key(task.address()), task) == null
                    && task.task().body() instanceof Part.Of body
                    && body.value().address() != task.address()) {
                (rules.isOnlySupplied(task.library()) ? saidHolders : holders)
                        .put(
                                key(body.value().address()),
                                new Holder(Stack.Kind.TASK, task.task().name(), task.address()));
            }
        }
    }

    private @Nullable Holder holder(FoundObject object) {
        long key = key(object.info().address());
        return holders.getOrDefault(key, saidHolders.get(key));
    }

    private FoundObject describe(Item item) {
        TaskItem live = tasks.get(key(item.address()));
        Item known = live != null ? live : engine.asTask(item, problems);
        Item.Head head = known.head();
        // Greenlets are greenlets even where a library has made them its tasks.
        Stack.Kind own = known instanceof TaskItem ? item.head().kind() : head.kind();
        Stack.Kind kind = own == Stack.Kind.OTHER ? head.kind() : own;
        List<? extends Item> parts = parts(known);
        if (WITH_FRAME.contains(head.kind())) {
            keepAwaited(head, item, parts);
        }
        return new FoundObject(
                item.info(),
                kind,
                head.name(),
                head.state(),
                head.stateText(),
                place(kind, parts),
                known instanceof TaskItem task ? parent(task) : runner(head));
    }

    /** The frames and so on that an object directly consists of; those of a task are its coroutine's. */
    private static List<? extends Item> parts(Item item) {
        List<? extends Item> parts = Objects.requireNonNullElse(item.unwrap().items(), List.of());
        return item instanceof TaskItem && parts.size() == 1 && !(parts.getFirst() instanceof FrameItem)
                ? Objects.requireNonNullElse(parts.getFirst().unwrap().items(), List.of())
                : parts;
    }

    /** Of a coroutine where it stands itself, of all else the innermost frame that readers want to see. */
    private @Nullable Place place(Stack.Kind kind, List<? extends Item> parts) {
        List<? extends Item> order = WITH_FRAME.contains(kind) ? parts : parts.reversed();
        for (Item part : order) {
            if (part instanceof FrameItem frame
                    && (WITH_FRAME.contains(kind)
                            || !engine.judge(frame, NothingFollows.INSTANCE, problems)
                                    .hide())) {
                return place(frame.frame(options));
            }
        }
        return null;
    }

    private static Place place(Frame frame) {
        String name = frame.className() == null ? frame.function() : frame.className() + "." + frame.function();
        return new Place(
                Objects.requireNonNullElse(frame.qualname(), name),
                frame.file(),
                frame.position().line());
    }

    /** What it awaits is held by it. */
    private void keepAwaited(Item.Head head, Item awaiter, List<? extends Item> parts) {
        if (head.state() != Stack.State.SUSPENDED || parts.isEmpty() || parts.getLast() instanceof FrameItem) {
            return;
        }
        Item awaited = parts.getLast();
        for (int i = 0; i < MAX_BETWEEN; i++) {
            holders.putIfAbsent(key(awaited.address()), new Holder(head.kind(), head.name(), awaiter.address()));
            List<? extends Item> behind =
                    Objects.requireNonNullElse(awaited.unwrap().items(), List.of());
            if (behind.size() != 1 || behind.getFirst() instanceof FrameItem) {
                return;
            }
            awaited = behind.getFirst();
        }
    }

    private @Nullable Holder parent(TaskItem task) {
        for (Value waiting : task.task().awaitedBy()) {
            TaskItem parent = tasks.get(key(waiting.address()));
            if (parent != null) {
                return new Holder(Stack.Kind.TASK, parent.task().name(), parent.address());
            }
        }
        return runner(task.head());
    }

    private static @Nullable Holder runner(Item.Head head) {
        ThreadInfo thread = head.thread();
        return thread == null || head.state() == Stack.State.FINISHED ? null : holder(thread);
    }

    private static Holder holder(ThreadInfo thread) {
        Object name = thread.attributes().get("name");
        return new Holder(Stack.Kind.THREAD, name == null ? Long.toString(thread.ident()) : name.toString(), 0);
    }

    /** No frame is asked for what follows it: whether a rule hides it all the same is enough here. */
    private enum NothingFollows implements Inner {
        INSTANCE;

        @Override
        public @Nullable FrameView frame() {
            return null;
        }

        @Override
        public Value leaf() {
            return NoValue.INSTANCE;
        }
    }
}
