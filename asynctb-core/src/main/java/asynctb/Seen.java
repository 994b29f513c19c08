package asynctb;

import asynctb.model.Child;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.runtime.Item;
import asynctb.runtime.Picture;
import asynctb.runtime.Resolution;
import asynctb.runtime.TaskItem;
import asynctb.runtime.Tasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What was seen in one picture.
 *
 * @param stacks what the selectors named
 * @param tasks the roots of the trees of all tasks, if they were asked for
 * @param problems why there are no more
 */
record Seen(List<Stack> stacks, List<Stack> tasks, List<Problem> problems) {
    static Seen in(Picture picture, List<Selector> selectors, ExtractOptions options) {
        var extractor = new Extractor(options);
        var problems = new ArrayList<Problem>();
        var stacks = new ArrayList<Stack>();
        List<Stack> trees = List.of();
        Tasks all = null;
        TaskForest forest = null;
        for (Selector selector : selectors) {
            boolean wantsAll = selector instanceof Selector.AllTasks;
            Resolution resolution = wantsAll ? Resolution.of(List.of()) : picture.resolve(selector);
            problems.addAll(resolution.problems());
            boolean needsForest = wantsAll || resolution.items().stream().anyMatch(TaskItem.class::isInstance);
            if (needsForest && forest == null) {
                all = picture.tasks();
                forest = new TaskForest(all.items(), extractor);
            }
            if (wantsAll && forest != null && all != null && trees.isEmpty()) {
                problems.addAll(all.problems());
                trees = forest.trees();
            }
            String written = selector instanceof Selector.AllThreads ? null : selector.text();
            for (Item item : resolution.items()) {
                stacks.add(
                        item instanceof TaskItem task && forest != null
                                ? forest.tree(task, selector.text())
                                : extractor.extract(item, written));
            }
        }
        return new Seen(stacks, trees, problems);
    }

    /** Whether it holds what cannot be in a program, at least not between two of its steps. */
    boolean isImpossible() {
        return isTorn() || topDown().stream().anyMatch(Seen::isImpossible);
    }

    private static boolean isImpossible(Stack stack) {
        return has(stack, Problem.Kind.TORN) || has(stack, Problem.Kind.UNREADABLE) || has(stack, Problem.Kind.CYCLE);
    }

    /** Whether the runtime itself says that it is of no moment between two steps, or does not hold together as a whole. */
    boolean isTorn() {
        return !isWhole() || topDown().stream().anyMatch(stack -> has(stack, Problem.Kind.TORN));
    }

    /** Whether all that was looked for could be looked for. If not, what it lacks may be there all the same. */
    boolean isWhole() {
        return problems.stream().noneMatch(problem -> problem.kind() == Problem.Kind.UNREADABLE);
    }

    private static boolean has(Stack stack, Problem.Kind kind) {
        return stack.problems().stream().anyMatch(problem -> problem.kind() == kind);
    }

    /** This with a mark on some of its stacks. */
    Seen markTorn(Set<String> doubtful) {
        return doubtful.isEmpty() ? this : new Seen(marked(stacks, doubtful), marked(tasks, doubtful), problems);
    }

    /**
     * The ids of the stacks, those of tasks included, that are not the same in another look, are there only, or are
     * impossible in themselves.
     */
    Set<String> unconfirmed(Seen other) {
        Map<String, Stack> here = byId();
        Map<String, Stack> there = other.byId();
        var doubtful = new HashSet<>(there.keySet());
        doubtful.removeAll(here.keySet());
        here.forEach((id, stack) -> {
            Stack twin = there.get(id);
            if (twin == null || !isSame(stack, twin) || isImpossible(stack)) {
                doubtful.add(id);
            }
        });
        return doubtful;
    }

    private Map<String, Stack> byId() {
        var all = new HashMap<String, Stack>();
        topDown().forEach(stack -> all.put(stack.id(), stack));
        return all;
    }

    /** Every stack before its children. */
    private List<Stack> topDown() {
        var roots = new ArrayList<>(stacks);
        roots.addAll(tasks);
        return Stack.topDown(roots);
    }

    private List<Stack> marked(List<Stack> roots, Set<String> doubtful) {
        var done = new HashMap<String, Stack>();
        List<Stack> order = topDown();
        for (int i = order.size() - 1; i >= 0; i--) {
            Stack stack = order.get(i);
            List<Child> children = stack.children().stream()
                    .<Child>map(child ->
                            child instanceof Stack below ? Objects.requireNonNull(done.remove(below.id())) : child)
                    .toList();
            Stack whole = children.isEmpty() ? stack : stack.withChildren(children);
            boolean needsMark = doubtful.contains(stack.id()) && !has(stack, Problem.Kind.TORN);
            done.put(stack.id(), needsMark ? whole.with(torn()) : whole);
        }
        return roots.stream()
                .map(root -> Objects.requireNonNull(done.get(root.id())))
                .toList();
    }

    private static Problem torn() {
        return Problem.of(Problem.Kind.TORN, "the target ran while this was read; the stack may mix two moments");
    }

    private static boolean isSame(Stack a, Stack b) {
        return a.frames().equals(b.frames())
                && Objects.equals(a.leaf(), b.leaf())
                && a.awaitedBy().equals(b.awaitedBy())
                && a.problems().equals(b.problems());
    }
}
