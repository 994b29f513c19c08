package asynctb;

import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.model.Reference;
import asynctb.model.Stack;
import asynctb.rules.WaitLimit;
import asynctb.runtime.Item;
import asynctb.runtime.Picture;
import asynctb.runtime.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Looks in one picture at what selectors name. Tasks are searched for only if somebody asks for one. */
final class Looking implements TaskPlaces {
    private final Picture picture;
    private final RuleBook rules;
    private final List<String> ruleFiles;
    private final Engine engine;
    private final Extractor extractor;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Stack> stacks = new ArrayList<>();
    private List<Stack> trees = List.of();
    private @Nullable List<TaskItem> tasks;
    private @Nullable TaskForest forest;

    Looking(Picture picture, RuleShelf shelf, ExtractOptions options) {
        this.picture = picture;
        SuppliedRules.Found supplied = shelf.supplied(picture, options);
        this.rules = options.rules() ? shelf.in(picture.scene(), supplied) : RuleBook.EMPTY;
        this.ruleFiles = List.copyOf(supplied.rules().keySet());
        problems.addAll(supplied.problems());
        this.engine = new Engine(picture, this.rules);
        this.extractor = new Extractor(picture, engine, options, this);
    }

    Seen at(List<Selector> selectors) {
        for (Selector selector : selectors) {
            // No switch: one over types is made at run time, which is paid for at each start.
            if (selector instanceof Selector.AllTasks) {
                trees = forest().trees();
            } else if (selector instanceof Selector.TaskNamed named) {
                add(named);
            } else {
                add(selector);
            }
        }
        var all = new ArrayList<>(trees);
        all.addAll(stacks);
        var limits = new Limits();
        Waits waits = Waits.of(rules, all, extractor::foreignFrames, limits);
        var found = new ArrayList<>(Deadlocks.find(waits, extractor::foreignFrames, limits));
        Holders holders = Holders.of(waits);
        found.addAll(problems);
        List<Stack> told = Purposes.tell(holders.tell(stacks), trees, extractor.foreignFrames());
        return new Seen(told, holders.tell(trees), ruleFiles, found);
    }

    /** As rules tell. */
    private final class Limits implements WaitLimits {
        @Override
        public WaitLimit of(ObjectInfo object) {
            return engine.limit(object, problems);
        }

        @Override
        public WaitLimit of(Frame call) {
            return extractor.limit(call);
        }

        @Override
        public OptionalLong ownerOf(ObjectInfo lock) {
            return engine.owner(lock, problems);
        }

        @Override
        public boolean mayLetGo(Frame frame) {
            return extractor.mayLetGo(frame);
        }

        @Override
        public long lockOf(ObjectInfo condition) {
            return engine.lockOf(condition, problems);
        }
    }

    private void add(Selector selector) {
        Resolution resolution = picture.resolve(selector);
        problems.addAll(resolution.problems());
        boolean isWritten = !(selector instanceof Selector.AllThreads);
        for (Item item : meant(resolution)) {
            Item root = isWritten ? engine.asTask(item, problems) : item;
            stacks.add(
                    root instanceof TaskItem task
                            ? forest().tree(task, selector.text())
                            : extractor.extract(root, isWritten ? selector.text() : null));
        }
    }

    /** Of the elements of a container those that lead on. */
    private List<? extends Item> meant(Resolution resolution) {
        Item container = resolution.container();
        if (container == null) {
            return resolution.items();
        }
        var leading = new ArrayList<Item>();
        for (Item item : resolution.items()) {
            if (engine.leadsOn(item)) {
                leading.add(item);
            }
        }
        return leading.isEmpty() ? List.of(container) : leading;
    }

    private void add(Selector.TaskNamed named) {
        int before = stacks.size();
        for (TaskItem task : tasks()) {
            if (named.name().equals(task.task().name())) {
                stacks.add(forest().tree(task, named.text()));
            }
        }
        if (stacks.size() == before) {
            problems.add(Problem.of(
                    Problem.Kind.NOT_FOUND,
                    named.text() + " names nothing: "
                            + (rules.isEmpty() ? "without rules no tasks are known" : "no live task has this name")));
        }
    }

    private List<TaskItem> tasks() {
        if (tasks == null) {
            tasks = engine.tasks(problems);
        }
        return tasks;
    }

    private TaskForest forest() {
        if (forest == null) {
            forest = new TaskForest(tasks(), extractor);
        }
        return forest;
    }

    @Override
    public @Nullable Reference reference(long task) {
        return forest().reference(task);
    }

    @Override
    public int order(long task) {
        return forest().order(task);
    }
}
