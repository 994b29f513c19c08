package asynctb;

import asynctb.model.Problem;
import asynctb.rules.ContextOutcome;
import asynctb.rules.ContextRule;
import asynctb.rules.FrameOutcome;
import asynctb.rules.FrameView;
import asynctb.rules.Inner;
import asynctb.rules.Part;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.TaskRule;
import asynctb.rules.UnwrapRule;
import asynctb.rules.Value;
import asynctb.runtime.FrameItem;
import asynctb.runtime.Item;
import asynctb.runtime.Picture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the rules, in one picture. A rule that fails costs what it would have said, and leaves a problem in its place. */
final class Engine {
    private final Picture picture;
    private final RuleBook book;
    private final Scene scene;
    private final Map<Rules, Boolean> applies = new HashMap<>();
    private final ByType<UnwrapRule> unwrappers = new ByType<>(Rules::unwrappers);
    private final ByType<ContextRule> contexts = new ByType<>(Rules::contexts);
    private final IdentityHashMap<List<String>, Optional<Rules>> taskRules = new IdentityHashMap<>();

    Engine(Picture picture, RuleBook book) {
        this.picture = picture;
        Scene seen = picture.scene();
        this.book = book;
        this.scene = seen == null ? NoScene.INSTANCE : seen;
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
            String name = rule.module() + "." + rule.qualname();
            FrameOutcome outcome =
                    ask(name, view.address(), problems, () -> rule.rule().judge(view, inner, scene), FrameOutcome.NONE);
            if (!outcome.equals(FrameOutcome.NONE)) {
                return outcome;
            }
        }
        return book.isEmpty() || !view.asksToBeHidden() ? FrameOutcome.NONE : FrameOutcome.hidden();
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
        UnwrapRule rule = value == null ? null : unwrappers.find(value.types());
        if (value == null || rule == null) {
            return null;
        }
        Optional<List<Part>> parts =
                ask(item.info().type(), item.address(), problems, () -> rule.unwrap(value, scene), Optional.empty());
        return parts.orElse(null);
    }

    /** Whether there may be frames behind an item, by its own kind or by a rule. */
    boolean leadsOn(Item item) {
        Value value = item.value();
        return item.leadsOn()
                || value != null && (unwrappers.find(value.types()) != null || taskRule(value.types()) != null);
    }

    /** The items that parts stand for; those that do not exist are left out. */
    List<Item> items(List<? extends Part> parts) {
        var items = new ArrayList<Item>(parts.size());
        for (Part part : parts) {
            if (!(part instanceof Part.Of of) || of.value().isSomething()) {
                items.add(picture.item(part));
            }
        }
        return items;
    }

    /**
     * What is known of a manager.
     *
     * @param problems takes why a rule failed
     */
    ContextOutcome look(Value manager, List<Problem> problems) {
        ContextRule rule = contexts.find(manager.types());
        return rule == null
                ? ContextOutcome.NONE
                : ask(
                        manager.info().type(),
                        manager.address(),
                        problems,
                        () -> rule.look(manager, scene),
                        ContextOutcome.NONE);
    }

    /**
     * The live tasks of all libraries, those of each in the order of their creation.
     *
     * @param problems takes why some may be missing
     */
    List<TaskItem> tasks(List<Problem> problems) {
        var all = new ArrayList<TaskItem>();
        for (Rules set : book.sets()) {
            TaskRule rule = set.tasks();
            if (rule != null && applies(set)) {
                TaskRule.Found found =
                        ask(set.library() + "'s tasks", 0, problems, () -> rule.find(scene), TaskRule.Found.NONE);
                problems.addAll(found.problems());
                found.tasks().forEach(task -> all.add(new TaskItem(picture, set.library(), task)));
            }
        }
        return all;
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
        return ask(
                set.library() + "'s tasks",
                item.address(),
                problems,
                () -> rule.describe(value, scene)
                        .<Item>map(task -> new TaskItem(picture, set.library(), task))
                        .orElse(item),
                item);
    }

    /** The rules whose tasks are of such a class; null if none are. */
    private @Nullable Rules taskRule(List<String> types) {
        return taskRules
                .computeIfAbsent(
                        types,
                        names -> book.sets().stream()
                                .filter(set -> names.stream().anyMatch(set.taskTypes()::contains) && applies(set))
                                .findFirst())
                .orElse(null);
    }

    private static <T> T ask(String name, long address, List<Problem> problems, Supplier<T> question, T otherwise) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            problems.add(new Problem(Problem.Kind.RULE_FAILED, "the rule for " + name + " failed: " + e, address));
            return otherwise;
        }
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
        private final Function<Rules, Map<String, R>> rules;
        private final IdentityHashMap<List<String>, Optional<R>> found = new IdentityHashMap<>();

        ByType(Function<Rules, Map<String, R>> rules) {
            this.rules = rules;
        }

        @Nullable
        R find(List<String> types) {
            return found.computeIfAbsent(types, this::search).orElse(null);
        }

        /** The nearest class that has a rule; of several rules the first. */
        private Optional<R> search(List<String> types) {
            for (String type : types) {
                for (Rules set : book.sets()) {
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
