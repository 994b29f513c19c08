package asynctb;

import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.rules.ContextOutcome;
import asynctb.rules.ContextRule;
import asynctb.rules.FrameOutcome;
import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.LibraryTask;
import asynctb.rules.LockOwnerRule;
import asynctb.rules.Part;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.TaskAmendment;
import asynctb.rules.TaskRule;
import asynctb.rules.UnwrapRule;
import asynctb.rules.Value;
import asynctb.rules.WaitLimit;
import asynctb.rules.WaitLimitRule;
import asynctb.runtime.FrameItem;
import asynctb.runtime.Item;
import asynctb.runtime.Picture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the rules, in one picture. A rule that fails costs what it would have said, and leaves a problem in its place. */
final class Engine {
    private final Picture picture;
    private final RuleBook book;
    private final Scene scene;
    private final Map<Rules, Boolean> applies = new HashMap<>();
    private final ByType<UnwrapRule> unwrappers;
    private final ByType<ContextRule> contexts;
    private final ByType<WaitLimitRule> limits;
    private final ByType<LockOwnerRule> owners;
    private final ByType<UnwrapRule> suppliedUnwrappers;
    private final ByType<ContextRule> suppliedContexts;
    private final List<Rules> amending;
    private final IdentityHashMap<List<String>, Optional<Rules>> taskRules = new IdentityHashMap<>();

    Engine(Picture picture, RuleBook book) {
        this.picture = picture;
        this.book = book;
        Scene seen = picture.scene();
        scene = seen == null ? NoScene.INSTANCE : seen;
        unwrappers = new ByType<>(book.sets(), Rules::unwrappers);
        contexts = new ByType<>(book.sets(), Rules::contexts);
        limits = new ByType<>(book.sets(), Rules::limits);
        owners = new ByType<>(book.sets(), Rules::owners);
        suppliedUnwrappers = new ByType<>(book.supplied(), Rules::unwrappers);
        suppliedContexts = new ByType<>(book.supplied(), Rules::contexts);
        amending = book.sets().stream().filter(set -> set.amendment() != null).toList();
    }

    /**
     * What a frame is worth.
     *
     * @param inner what follows
     * @param problems takes why a rule failed
     */
    FrameOutcome judge(FrameItem frame, Inner inner, List<Problem> problems) {
        FrameView view = frame.view();
        if (view == null) {
            return FrameOutcome.NONE;
        }
        for (RuleBook.OfFunction candidate : book.ofFunction(view.function())) {
            Rules.FunctionRule rule = candidate.rule();
            if (!view.runs(rule.module(), rule.qualname()) || !applies(candidate.set())) {
                continue;
            }
            try {
                FrameOutcome outcome = rule.rule().judge(view, inner, scene);
                if (!outcome.isNone()) {
                    return candidate.isSupplied() ? confined(outcome) : outcome;
                }
            } catch (RuntimeException e) {
                problems.add(failed(rule.module() + "." + rule.qualname(), view.address(), e));
            }
        }
        return book.isEmpty() || !view.asksToBeHidden() ? FrameOutcome.NONE : FrameOutcome.hidden();
    }

    /** Whether any class is known that {@link #isLock} is true of. */
    boolean knowsLocks() {
        return book.hasLocks();
    }

    /** Whether a class is one of managers that one can hold at a time. */
    boolean isLock(String type) {
        return book.isLock(type);
    }

    /** Behind a frame may stand others' frames: only of itself may a package say what readers want. */
    private static FrameOutcome confined(FrameOutcome outcome) {
        return FrameOutcome.of(outcome.hide(), outcome.hideLine());
    }

    /**
     * What an object leads to.
     *
     * @param problems takes why a rule failed
     * @return null if no rule has anything to say
     */
    @Nullable
    List<Part> unwrap(Item item, List<Problem> problems) {
        Value value = item.value();
        UnwrapRule rule = value == null ? null : unwrapper(item, value.types());
        if (value == null || rule == null) {
            return null;
        }
        try {
            return rule.unwrap(value, scene).orElse(null);
        } catch (RuntimeException e) {
            problems.add(failed(item.info().type(), item.address(), e));
            return null;
        }
    }

    /** What the target has brought along is asked only about what would be the end of the traceback: there it hides nothing. */
    private @Nullable UnwrapRule unwrapper(Item item, List<String> types) {
        UnwrapRule rule = unwrappers.find(types);
        UnwrapRule supplied = rule == null ? suppliedUnwrappers.find(types) : null;
        return supplied == null || item.leadsOn() ? rule : supplied;
    }

    /** Whether there may be frames behind an item, by its own kind or by a rule. */
    boolean leadsOn(Item item) {
        Value value = item.value();
        return item.leadsOn()
                || value != null && (unwrapper(item, value.types()) != null || taskRule(value.types()) != null);
    }

    /** The items that parts stand for; those that do not exist are left out. */
    List<Item> items(List<? extends Part> parts) {
        var items = new ArrayList<Item>(parts.size());
        for (Part part : parts) {
            if (isSomething(part)) {
                items.add(picture.item(part));
            }
        }
        return items;
    }

    /** Whether there is what a part stands for. */
    static boolean isSomething(Part part) {
        return !(part instanceof Part.Of of) || of.value().isSomething();
    }

    /**
     * What is known of a manager: by its class, and if it is made of a generator by the function of that.
     *
     * @param problems takes why a rule failed
     */
    ContextOutcome look(Value manager, List<Problem> problems) {
        ContextOutcome outcome = lookByClass(manager, problems);
        Value generator = outcome.inner();
        return generator == null || !book.hasGenerators()
                ? outcome
                : outcome.refinedBy(lookByFunction(generator, problems));
    }

    private ContextOutcome lookByClass(Value manager, List<Problem> problems) {
        ContextRule rule = contexts.find(manager.types());
        if (rule != null) {
            return look(rule, manager, problems);
        }
        ContextRule supplied = suppliedContexts.find(manager.types());
        if (supplied == null) {
            return ContextOutcome.NONE;
        }
        ContextOutcome outcome = look(supplied, manager, problems);
        return new ContextOutcome(
                outcome.instead(), null, outcome.description(), outcome.inner(), outcome.children(), false, List.of());
    }

    private ContextOutcome lookByFunction(Value generator, List<Problem> problems) {
        List<? extends FrameView> frames = scene.frames(generator);
        if (frames.isEmpty()) {
            return ContextOutcome.NONE;
        }
        FrameView frame = frames.getFirst();
        for (RuleBook.OfGenerator candidate : book.ofGenerator(frame.function())) {
            Rules.GeneratorFunctionRule rule = candidate.rule();
            if (!frame.runs(rule.module(), rule.qualname()) || !applies(candidate.set())) {
                continue;
            }
            try {
                ContextOutcome outcome = rule.rule().look(frame, scene);
                if (!outcome.isNone()) {
                    return candidate.isSupplied() ? confined(outcome) : outcome;
                }
            } catch (RuntimeException e) {
                problems.add(failed(rule.module() + "." + rule.qualname(), frame.address(), e));
            }
        }
        return ContextOutcome.NONE;
    }

    /** In the generator others' managers may be active: what is known of it may be added to, and nothing may take its place. */
    private static ContextOutcome confined(ContextOutcome outcome) {
        return new ContextOutcome(null, null, outcome.description(), null, outcome.children(), false, List.of());
    }

    private ContextOutcome look(ContextRule rule, Value manager, List<Problem> problems) {
        try {
            return rule.look(manager, scene);
        } catch (RuntimeException e) {
            problems.add(failed(manager.info().type(), manager.address(), e));
            return ContextOutcome.NONE;
        }
    }

    /**
     * What a manager does to the waits in its block, or an awaited object to those behind it.
     *
     * @param problems takes why a rule failed
     */
    WaitLimit limit(ObjectInfo object, List<Problem> problems) {
        Value value = scene.at(object.address());
        WaitLimitRule rule = limits.find(value.types());
        try {
            return rule == null ? WaitLimit.NONE : rule.limit(value, scene);
        } catch (RuntimeException e) {
            problems.add(failed(object.type(), object.address(), e));
            return WaitLimit.NONE;
        }
    }

    /**
     * Who holds a lock, as far as it knows: the address of a task, the ident of a thread, or 0 for nobody.
     *
     * @param problems takes why a rule failed
     */
    long lockOf(ObjectInfo condition, List<Problem> problems) {
        try {
            Value lock = book.lockOf(scene.at(condition.address()), condition.type());
            return lock.isSomething() ? lock.address() : condition.address();
        } catch (RuntimeException e) {
            problems.add(failed(condition.type(), condition.address(), e));
            return condition.address();
        }
    }

    OptionalLong owner(ObjectInfo lock, List<Problem> problems) {
        Value value = scene.at(lock.address());
        LockOwnerRule rule = owners.find(value.types());
        try {
            return rule == null ? OptionalLong.empty() : rule.owner(value, scene);
        } catch (RuntimeException e) {
            problems.add(failed(lock.type(), lock.address(), e));
            return OptionalLong.empty();
        }
    }

    /**
     * The live tasks of all libraries, those of each in the order of their creation.
     *
     * @param problems takes why some may be missing
     */
    List<TaskItem> tasks(List<Problem> problems) {
        var all = new ArrayList<TaskItem>();
        for (Rules set : book.all()) {
            TaskRule rule = set.tasks();
            if (rule != null && applies(set)) {
                try {
                    TaskRule.Found found = rule.find(scene);
                    problems.addAll(found.problems());
                    for (LibraryTask task : found.tasks()) {
                        amended(task, problems)
                                .ifPresent(whole -> all.add(new TaskItem(picture, set.library(), whole)));
                    }
                } catch (RuntimeException e) {
                    problems.add(failed(set.library() + "'s tasks", 0, e));
                }
            }
        }
        return all;
    }

    /** A task with what the rules for other libraries know of it; empty if they know it to be a part of another task. */
    private Optional<LibraryTask> amended(LibraryTask found, List<Problem> problems) {
        Optional<LibraryTask> task = Optional.of(found);
        for (Rules set : amending) {
            if (task.isPresent() && applies(set)) {
                LibraryTask known = task.get();
                TaskAmendment rule = Objects.requireNonNull(set.amendment());
                try {
                    task = rule.amend(known, scene);
                } catch (RuntimeException e) {
                    problems.add(
                            failed(set.library() + "'s tasks", known.object().address(), e));
                }
            }
        }
        return task;
    }

    /** Whether objects of such a class are tasks of some library. */
    boolean isTask(List<String> types) {
        return taskRule(types) != null;
    }

    /** The task that an item is by the rules of some library; else the item itself. */
    Item asTask(Item item, List<Problem> problems) {
        Value value = item.value();
        if (value == null) {
            return item;
        }
        Rules set = taskRule(value.types());
        TaskRule rule = set == null ? null : set.tasks();
        if (set == null || rule == null) {
            return item;
        }
        try {
            Optional<LibraryTask> task = rule.describe(value, scene).flatMap(found -> amended(found, problems));
            return task.isEmpty() ? item : new TaskItem(picture, set.library(), task.get());
        } catch (RuntimeException e) {
            problems.add(failed(set.library() + "'s tasks", item.address(), e));
            return item;
        }
    }

    /** The rules whose tasks are of such a class; null if none are. */
    private @Nullable Rules taskRule(List<String> types) {
        // Not computeIfAbsent: this is asked for each object, and what is handed over would be made each time.
        Optional<Rules> known = taskRules.get(types);
        if (known == null) {
            known = book.all().stream()
                    .filter(set -> types.stream().anyMatch(set.taskTypes()::contains) && applies(set))
                    .findFirst();
            taskRules.put(types, known);
        }
        return known.orElse(null);
    }

    private static Problem failed(String name, long address, RuntimeException e) {
        return new Problem(Problem.Kind.RULE_FAILED, "the rule for " + name + " failed: " + e, address);
    }

    /** Whether rules are for the version of their library that the target has. */
    private boolean applies(Rules set) {
        return applies.computeIfAbsent(
                set,
                rules -> rules.versions().isUnbounded()
                        || rules.versions()
                                .contain(scene.module(rules.library())
                                        .attribute("__version__")
                                        .text()));
    }

    /** Rules by class. The runtime gives the same list of names for each object of a class. */
    private final class ByType<R> {
        private final List<Rules> sets;
        private final Function<Rules, Map<String, R>> rules;
        private final IdentityHashMap<List<String>, Optional<R>> found = new IdentityHashMap<>();

        ByType(List<Rules> sets, Function<Rules, Map<String, R>> rules) {
            this.sets = sets;
            this.rules = rules;
        }

        @Nullable
        R find(List<String> types) {
            Optional<R> known = found.get(types);
            if (known == null) {
                known = search(types);
                found.put(types, known);
            }
            return known.orElse(null);
        }

        /** The nearest class that has a rule; of several rules the first. */
        private Optional<R> search(List<String> types) {
            for (String type : types) {
                for (Rules set : sets) {
                    R rule = rules.apply(set).get(type);
                    if (rule != null && applies(set)) {
                        return Optional.of(rule);
                    }
                }
            }
            return Optional.empty();
        }
    }
}
