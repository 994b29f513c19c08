package asynctb;

import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.runtime.Picture;
import asynctb.runtime.Resolution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was seen in one picture.
 *
 * @param picture the picture
 * @param stacks what the selectors named in it
 * @param problems why there are no more
 */
record Look(Picture picture, List<Stack> stacks, List<Problem> problems) {
    static Look at(Picture picture, List<Selector> selectors, ExtractOptions options) {
        var extractor = new Extractor(options);
        var problems = new ArrayList<Problem>();
        var stacks = new ArrayList<Stack>();
        for (Selector selector : selectors) {
            Resolution resolution = picture.resolve(selector);
            problems.addAll(resolution.problems());
            String written = selector instanceof Selector.AllThreads ? null : selector.text();
            resolution.items().forEach(item -> stacks.add(extractor.extract(item, written)));
        }
        return new Look(picture, stacks, problems);
    }

    /** Nothing was seen. */
    static Look none(Picture picture) {
        return new Look(picture, List.of(), List.of());
    }

    /** Whether it was all in the copy that was looked at. */
    boolean isComplete() {
        return picture.isComplete();
    }

    /** Whether it holds what cannot be in a program, at least not between two of its steps. */
    boolean isImpossible() {
        return stacks.stream()
                .flatMap(stack -> stack.problems().stream())
                .anyMatch(problem -> problem.kind() == Problem.Kind.UNREADABLE || problem.kind() == Problem.Kind.CYCLE);
    }

    /** How many of the stacks are not the same in another look. */
    long differences(Look other) {
        Map<String, Stack> others = other.byId();
        return stacks.stream()
                .filter(stack -> !isSame(others.get(stack.id()), stack))
                .count();
    }

    /** The stacks, with a mark on those that are not the same in another look. */
    List<Stack> markTorn(Look other) {
        Map<String, Stack> others = other.byId();
        return stacks.stream()
                .map(stack -> isSame(others.get(stack.id()), stack) ? stack : stack.with(torn()))
                .toList();
    }

    private Map<String, Stack> byId() {
        var byId = new HashMap<String, Stack>();
        stacks.forEach(stack -> byId.put(stack.id(), stack));
        return byId;
    }

    private static boolean isSame(@Nullable Stack a, Stack b) {
        return a != null
                && a.frames().equals(b.frames())
                && Objects.equals(a.leaf(), b.leaf())
                && a.problems().equals(b.problems());
    }

    private static Problem torn() {
        return Problem.of(Problem.Kind.TORN, "the target ran while this was read; the stack may mix two moments");
    }
}
