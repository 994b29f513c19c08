package asynctb;

import asynctb.model.Extraction;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.model.TargetInfo;
import asynctb.runtime.Picture;
import asynctb.runtime.TargetRuntime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A program that is being looked at. Every {@code extract} looks anew. Not for use by several threads at once.
 *
 * <p>The target runs on while it is read. So that no stack is invented from two moments, everything is read until two
 * reads agree; a stack on which they do not agree within {@value #LOOKS} looks has the problem
 * {@link Problem.Kind#TORN torn}.
 */
public final class Target implements AutoCloseable {
    private static final int LOOKS = 8;

    private final TargetRuntime runtime;

    /**
     * A target that a runtime attached in a way of its own; {@link Asynctb#attach} is the usual one.
     *
     * @param runtime closed with the target
     */
    public Target(TargetRuntime runtime) {
        this.runtime = runtime;
    }

    /** What it is. Time and consistency are those of no look yet. */
    public TargetInfo info() {
        return runtime.info();
    }

    /**
     * Takes one traceback.
     *
     * @param selector as written on the command line: {@code thread:MainThread}, {@code package.module.attr}, {@code @0x7f…}
     * @throws IllegalArgumentException if it is not a selector
     * @throws AsynctbException if it names nothing, or the target is gone
     */
    public Stack extract(String selector) {
        return extract(Selector.parse(selector));
    }

    /**
     * Takes one traceback: the first, where the selector names several things.
     *
     * @throws AsynctbException if it names nothing, or the target is gone
     */
    public Stack extract(Selector selector) {
        Extraction extraction = extract(List.of(selector), ExtractOptions.defaults());
        if (extraction.stacks().isEmpty()) {
            throw new AsynctbException(
                    extraction.problems().isEmpty()
                            ? selector.text() + " names nothing."
                            : extraction.problems().getLast().message());
        }
        return extraction.stacks().getFirst();
    }

    /** Takes a traceback of every thread. */
    public Extraction extractThreads() {
        return extract(List.of(new Selector.AllThreads()), ExtractOptions.defaults());
    }

    /**
     * Takes tracebacks of all that the selectors name.
     *
     * @throws AsynctbException if the target is gone
     */
    public Extraction extract(List<Selector> selectors, ExtractOptions options) {
        Instant takenAt = Instant.now();
        Look previous = look(selectors, options);
        Look current = look(selectors, options);
        for (int looks = 2; looks < LOOKS && !current.agreesWith(previous); looks++) {
            previous = current;
            current = look(selectors, options);
        }
        boolean agreed = current.agreesWith(previous);
        var consistency = agreed ? TargetInfo.Consistency.REPEATED : TargetInfo.Consistency.UNPROVEN;
        var problems = new ArrayList<>(runtime.problems());
        problems.addAll(current.problems);
        return new Extraction(runtime.info().taken(takenAt, consistency, 0.0), current.markTorn(previous), problems);
    }

    private Look look(List<Selector> selectors, ExtractOptions options) {
        Picture picture = runtime.look();
        var extractor = new Extractor(options);
        var problems = new ArrayList<Problem>();
        var stacks = new ArrayList<Stack>();
        for (Selector selector : selectors) {
            var resolution = picture.resolve(selector);
            problems.addAll(resolution.problems());
            String written = selector instanceof Selector.AllThreads ? null : selector.text();
            resolution.items().forEach(item -> stacks.add(extractor.extract(item, written)));
        }
        return new Look(stacks, problems);
    }

    @Override
    public void close() {
        runtime.close();
    }

    /** One look's outcome. */
    private record Look(List<Stack> stacks, List<Problem> problems) {
        boolean agreesWith(Look other) {
            return stacks.size() == other.stacks.size()
                    && stacks.stream().allMatch(stack -> other.stacks.stream().anyMatch(s -> same(stack, s)));
        }

        List<Stack> markTorn(Look other) {
            var marked = new ArrayList<Stack>();
            for (Stack stack : stacks) {
                boolean confirmed = other.stacks.stream().anyMatch(s -> same(stack, s));
                marked.add(
                        confirmed
                                ? stack
                                : stack.with(Problem.of(
                                        Problem.Kind.TORN,
                                        "the target ran while this was read; the stack may mix two moments")));
            }
            return marked;
        }

        private static boolean same(Stack a, Stack b) {
            return a.id().equals(b.id()) && a.frames().equals(b.frames()) && Objects.equals(a.leaf(), b.leaf());
        }
    }
}
