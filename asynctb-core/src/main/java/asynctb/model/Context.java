package asynctb.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A context manager that is active in a frame, or that another one keeps.
 *
 * @param obj the manager; what is called to leave it, where the frame keeps only that; null if neither is known
 * @param isAsync whether it is of {@code async with}
 * @param isEntering whether its enter method has begun and not returned; such a context comes last in its frame
 * @param isExiting whether its exit method has begun and not returned; such a context comes last in its frame
 * @param varname the text of what the manager was assigned to, or a variable that holds it; null if there is none
 * @param startLine the line of the statement, counted from 1; of what a manager keeps, that of the manager's own; 0 if it is
 *     not known
 * @param text the source line of the statement without its margins; null if it could not be had
 * @param description what is known of the manager's state, for people; null if nothing is
 * @param innerStack the frames of the generator that the manager is made of; null if it is none, or it is being entered or
 *     left, for then they follow in the stack itself
 * @param children what the manager keeps, in the order of its coming
 * @param hide a rule says that readers do not want it
 * @param problems what of this context could not be read
 */
public record Context(
        @Nullable ObjectInfo obj,
        boolean isAsync,
        boolean isEntering,
        boolean isExiting,
        @Nullable String varname,
        int startLine,
        @Nullable String text,
        @Nullable String description,
        @Nullable Stack innerStack,
        List<Child> children,
        boolean hide,
        List<Problem> problems)
        implements Child {
    public Context {
        children = List.copyOf(children);
        problems = List.copyOf(problems);
    }

    /** This context with other things below it. */
    public Context with(@Nullable Stack inner, List<Child> others) {
        return new Context(
                obj,
                isAsync,
                isEntering,
                isExiting,
                varname,
                startLine,
                text,
                description,
                inner,
                others,
                hide,
                problems);
    }

    /** This context with something else that is known of the manager's state; null if nothing is. */
    public Context described(@Nullable String words) {
        return new Context(
                obj,
                isAsync,
                isEntering,
                isExiting,
                varname,
                startLine,
                text,
                words,
                innerStack,
                children,
                hide,
                problems);
    }
}
