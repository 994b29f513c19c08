package asynctb;

import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.model.Tasks;
import asynctb.runtime.Picture;
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
 * @param ruleFiles the files of rules that packages of the target have brought along, as far as they are used
 * @param problems why there are no more
 */
record Seen(List<Stack> stacks, List<Stack> tasks, List<String> ruleFiles, List<Problem> problems) implements Sight {
    /** Nothing. */
    static final Seen NOTHING = new Seen(List.of(), List.of(), List.of(), List.of());

    static Seen in(Picture picture, RuleShelf rules, List<Selector> selectors, ExtractOptions options) {
        return new Looking(picture, rules, options).at(selectors);
    }

    @Override
    public boolean isImpossible() {
        return isTorn() || topDown().stream().anyMatch(Seen::isImpossible);
    }

    private static boolean isImpossible(Stack stack) {
        return has(stack, Problem.Kind.TORN) || has(stack, Problem.Kind.UNREADABLE) || has(stack, Problem.Kind.CYCLE);
    }

    @Override
    public boolean isTorn() {
        return !isWhole() || topDown().stream().anyMatch(stack -> has(stack, Problem.Kind.TORN));
    }

    /** Whether all that was looked for could be looked for. If not, what it lacks may be there all the same. */
    boolean isWhole() {
        return problems.stream().noneMatch(problem -> problem.kind() == Problem.Kind.UNREADABLE);
    }

    private static boolean has(Stack stack, Problem.Kind kind) {
        for (Problem problem : stack.problems()) {
            if (problem.kind() == kind) {
                return true;
            }
        }
        return false;
    }

    /** This with a mark on some of its stacks. Of those that it lacks it says how many they are, and that it may lack others. */
    Seen markTorn(Set<String> doubtful) {
        var all = new ArrayList<Problem>();
        for (Problem problem : problems) {
            boolean isClaim = problem.kind() == Problem.Kind.NOT_FOUND;
            all.add(
                    isClaim
                            ? new Problem(
                                    Problem.Kind.TORN,
                                    problem.message() + "; but the target ran while it was read, and it may be there",
                                    problem.address())
                            : problem);
        }
        var missing = new HashSet<>(doubtful);
        missing.removeAll(byId().keySet());
        if (!missing.isEmpty()) {
            all.add(Problem.of(
                    Problem.Kind.TORN,
                    "the target ran while it was read: of what another look has found, " + missing.size()
                            + (missing.size() == 1 ? " is" : " are") + " not shown"));
        }
        return new Seen(marked(stacks, doubtful), marked(tasks, doubtful), ruleFiles, all);
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

    private List<Stack> topDown() {
        var roots = new ArrayList<>(stacks);
        roots.addAll(tasks);
        return Tasks.topDown(roots);
    }

    private List<Stack> marked(List<Stack> roots, Set<String> doubtful) {
        var done = new HashMap<String, Stack>();
        List<Stack> order = topDown();
        for (int i = order.size() - 1; i >= 0; i--) {
            Stack whole = Tasks.replace(
                    order.get(i),
                    child -> child instanceof Stack below ? Objects.requireNonNull(done.remove(below.id())) : child);
            boolean needsMark = doubtful.contains(whole.id()) && !has(whole, Problem.Kind.TORN);
            done.put(whole.id(), needsMark ? whole.with(torn()) : whole);
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
