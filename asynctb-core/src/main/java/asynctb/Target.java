package asynctb;

import asynctb.model.Extraction;
import asynctb.model.Stack;
import asynctb.model.TargetInfo;
import asynctb.runtime.TargetRuntime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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

    Target(TargetRuntime runtime) {
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

    /** Takes a traceback of every task, as trees: {@link Extraction#tasks()}. */
    public Extraction extractTasks() {
        return extract(List.of(new Selector.AllTasks()), ExtractOptions.defaults());
    }

    /**
     * Takes tracebacks of all that the selectors name.
     *
     * @throws AsynctbException if the target is gone
     */
    public Extraction extract(List<Selector> selectors, ExtractOptions options) {
        Instant takenAt = Instant.now();
        Seen previous = look(selectors, options);
        Seen current = look(selectors, options);
        for (int looks = 2; looks < LOOKS && !current.agreesWith(previous); looks++) {
            previous = current;
            current = look(selectors, options);
        }
        boolean agreed = current.agreesWith(previous);
        var consistency = agreed ? TargetInfo.Consistency.REPEATED : TargetInfo.Consistency.UNPROVEN;
        var problems = new ArrayList<>(runtime.problems());
        problems.addAll(current.problems());
        Seen marked = agreed ? current : current.markTorn(previous);
        return new Extraction(
                runtime.info().taken(takenAt, consistency, 0.0), marked.stacks(), marked.tasks(), problems);
    }

    private Seen look(List<Selector> selectors, ExtractOptions options) {
        return Seen.in(runtime.look(), selectors, options);
    }

    @Override
    public void close() {
        runtime.close();
    }
}
