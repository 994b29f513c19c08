package asynctb.rules;

import asynctb.model.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a rule knows of a context manager.
 *
 * @param instead the object that it stands for and that is shown in its place, by the rules for that one; null if it is
 *     shown itself
 * @param call the call that has made it, in words: {@code opened("x")}; null if that is not known
 * @param description its state, in words for people; null if there is nothing to say
 * @param inner the generator, or other thing with frames, that it is made of; null if it is none
 * @param children what it keeps, in the order of its coming
 * @param hide whether readers do not want it
 * @param problems what could not be read of it
 */
public record ContextOutcome(
        @Nullable Value instead,
        @Nullable String call,
        @Nullable String description,
        @Nullable Value inner,
        List<Kept> children,
        boolean hide,
        List<Problem> problems) {
    /** There is nothing to say of it. */
    public static final ContextOutcome NONE = new ContextOutcome(null, null, null, null, List.of(), false, List.of());

    /** Whether it says nothing. */
    public boolean isNone() {
        return instead == null
                && call == null
                && description == null
                && inner == null
                && children.isEmpty()
                && !hide
                && problems.isEmpty();
    }

    /** Something that a manager keeps until it is left. */
    public sealed interface Kept {}

    /**
     * A task that ends before the manager's block does.
     *
     * @param object the task
     */
    public record KeptTask(Value object) implements Kept {}

    /**
     * What a manager will leave or call when it is left itself.
     *
     * @param object the other manager, or what is called if that is none
     * @param isManager whether it is a manager
     * @param isAsync whether it is awaited
     * @param method the method that has put it there: {@code enter_context}
     * @param argument that method's arguments, in words
     */
    public record KeptManager(Value object, boolean isManager, boolean isAsync, String method, String argument)
            implements Kept {}

    public ContextOutcome {
        children = List.copyOf(children);
        problems = List.copyOf(problems);
    }

    /** A manager of which only words are known. */
    public static ContextOutcome described(@Nullable String words) {
        return new ContextOutcome(null, null, words, null, List.of(), false, List.of());
    }

    /** A manager that only wraps another object. */
    public static ContextOutcome unwrapped(Value other) {
        return new ContextOutcome(other, null, null, null, List.of(), false, List.of());
    }

    /** A manager that keeps tasks until they end. */
    public static ContextOutcome keepingTasks(@Nullable String words, List<Value> tasks) {
        return new ContextOutcome(
                null, null, words, null, tasks.stream().<Kept>map(KeptTask::new).toList(), false, List.of());
    }

    /** This, made of the frames of another object. */
    public ContextOutcome madeOf(Value generator) {
        return new ContextOutcome(instead, call, description, generator, children, hide, problems);
    }

    /** This, but what another one has to say counts more. */
    public ContextOutcome refinedBy(ContextOutcome other) {
        return new ContextOutcome(
                other.instead == null ? instead : other.instead,
                other.call == null ? call : other.call,
                other.description == null ? description : other.description,
                other.inner == null ? inner : other.inner,
                other.children.isEmpty() ? children : other.children,
                hide || other.hide,
                Stream.concat(problems.stream(), other.problems.stream()).toList());
    }
}
