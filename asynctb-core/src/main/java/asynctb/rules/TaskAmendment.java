package asynctb.rules;

import java.util.Optional;

/** Knows more of the tasks of other libraries: what a library does with them that builds upon those. */
@FunctionalInterface
public interface TaskAmendment {
    /**
     * Amends a task that another library's rules have found.
     *
     * @return the task as it is to be shown; empty if it is no task of its own but a part of another one
     */
    Optional<LibraryTask> amend(LibraryTask task, Scene scene);
}
