package asynctb;

import asynctb.model.Extraction;
import asynctb.model.Findings;
import asynctb.model.ObjectInfo;
import asynctb.model.Stack;
import asynctb.model.TargetInfo;
import asynctb.rules.Library;
import asynctb.rules.Rules;
import asynctb.runtime.TargetRuntime;
import java.util.List;
import java.util.Optional;

/**
 * A program that is being looked at. Every {@code extract} looks anew. Not for use by several threads at once.
 *
 * <p>The target runs on while it is read, if it can be proved that nothing moved meanwhile; else it is made to stand
 * still for a moment, where the {@linkplain ExtractOptions#pause() options} allow it. Which it was says the
 * {@linkplain asynctb.model.TargetInfo#consistency() result}; a stack that may be invented from two moments has the
 * problem {@link asynctb.model.Problem.Kind#TORN torn}.
 */
public final class Target implements AutoCloseable {
    private final TargetRuntime runtime;
    private final RuleShelf rules;

    private Target(TargetRuntime runtime, RuleShelf rules) {
        this.runtime = runtime;
        this.rules = rules;
    }

    /** A target of a runtime that was attached by other means than {@link Asynctb}; closing the one closes the other. */
    public static Target of(TargetRuntime runtime) {
        return new Target(runtime, new RuleShelf(List.of(), runtime.libraries()));
    }

    /**
     * The same target, looked at with further rules. Where several speak of the same function or class, those given last are
     * asked first. Closing the one closes the other.
     */
    public Target with(List<Rules> further) {
        return with(further, List.of());
    }

    /** The same target, looked at with further rules, and with those of further libraries if it has them loaded. */
    Target with(List<Rules> further, List<Library> libraries) {
        return new Target(runtime, rules.after(further, libraries));
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
        return new Take(runtime, rules, selectors, options).run();
    }

    /**
     * Looks through all objects of the target for some.
     *
     * @throws AsynctbException if the target is gone
     */
    public Findings find(ObjectQuery query, ExtractOptions options) {
        return new Search(runtime, rules, query, options).run();
    }

    /**
     * Reads an attribute of an object that an earlier result speaks of, as it is now: from the instance, its slots, or its
     * classes. No code is run for it.
     *
     * @param object as the result has it
     * @param name of the attribute
     * @return empty if there is no such attribute, only code could tell it (a property), or the object is not there any more
     * @throws AsynctbException if the target is gone
     */
    public Optional<ObjectInfo> attribute(ObjectInfo object, String name) {
        return Optional.ofNullable(runtime.look().attribute(object, name));
    }

    @Override
    public void close() {
        runtime.close();
    }
}
