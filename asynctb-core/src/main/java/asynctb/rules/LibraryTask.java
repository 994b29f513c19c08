package asynctb.rules;

import asynctb.model.Problem;
import asynctb.model.Stack;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task of a library.
 *
 * @param object the task itself
 * @param name null if it has none
 * @param body whose frames are the task's: its coroutine, for instance
 * @param state what it is doing
 * @param stateText the same in words: {@code waiting in Event.wait}; null if there are none
 * @param waitsFor what it waits for; null if nothing, or that is not known
 * @param awaitedBy the tasks that wait for it or will not end before it; the first that lives is its parent in the tree
 * @param thread whose loop owns it; null if none does
 * @param problems what could not be read of it
 */
public record LibraryTask(
        Value object,
        @Nullable String name,
        Part body,
        Stack.State state,
        @Nullable String stateText,
        @Nullable Value waitsFor,
        List<Value> awaitedBy,
        @Nullable ThreadView thread,
        List<Problem> problems) {
    public LibraryTask {
        awaitedBy = List.copyOf(awaitedBy);
        problems = List.copyOf(problems);
    }

    /**
     * A task that waits, of which nothing more is known.
     *
     * @param parents the tasks that wait for it or will not end before it
     */
    public static LibraryTask waiting(Value object, @Nullable String name, Part body, List<Value> parents) {
        return new LibraryTask(object, name, body, Stack.State.WAITING, null, null, parents, null, List.of());
    }

    /** This task, which waits for an object. */
    public LibraryTask waitingFor(Value other) {
        return new LibraryTask(object, name, body, state, stateText, other, awaitedBy, thread, problems);
    }

    /** This task, under a name. */
    public LibraryTask named(@Nullable String other) {
        return new LibraryTask(object, other, body, state, stateText, waitsFor, awaitedBy, thread, problems);
    }

    /** This task, owned by the loop of a thread. */
    public LibraryTask in(@Nullable ThreadView owner) {
        return new LibraryTask(object, name, body, state, stateText, waitsFor, awaitedBy, owner, problems);
    }

    /** This task, doing what other words say. What is remarked beside, behind a semicolon, stays. */
    public LibraryTask saying(String words) {
        int remarks = stateText == null ? -1 : stateText.indexOf(';');
        String text = stateText == null || remarks < 0 ? words : words + stateText.substring(remarks);
        return new LibraryTask(object, name, body, state, text, waitsFor, awaitedBy, thread, problems);
    }

    /** This task, with something remarked beside what it does, behind a semicolon. */
    public LibraryTask remarking(String remark) {
        String text = (stateText == null ? state.id() : stateText) + "; " + remark;
        return new LibraryTask(object, name, body, state, text, waitsFor, awaitedBy, thread, problems);
    }

    /** This task, which another task waits for rather than those that are known to wait for it or not to end before. */
    public LibraryTask awaitedFirstBy(Value other) {
        var all = new ArrayList<Value>();
        all.add(other);
        all.addAll(awaitedBy);
        return new LibraryTask(object, name, body, state, stateText, waitsFor, all, thread, problems);
    }

    /** This task, which other tasks wait for too or will not end before. */
    public LibraryTask alsoAwaitedBy(List<Value> others) {
        var all = new ArrayList<>(awaitedBy);
        all.addAll(others);
        return new LibraryTask(object, name, body, state, stateText, waitsFor, all, thread, problems);
    }
}
