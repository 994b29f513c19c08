package asynctb.runtime;

import asynctb.Selector;

/**
 * The target's memory as one look saw it. What was read once is not read again, so a picture is consistent where the
 * target stood still; whether it did is not known here.
 */
public interface Picture {
    /** Finds what a selector names. Failures are problems in the result. {@link Selector.AllTasks} is not asked for here. */
    Resolution resolve(Selector selector);

    /** The live tasks of all libraries in all threads. */
    default Tasks tasks() {
        return Tasks.NONE;
    }

    /**
     * Whether all that was asked for until now was in the copy that this picture was taken of. If not, something was said
     * to be unreadable that was only not copied, and a copy for this picture will hold it.
     */
    default boolean isComplete() {
        return true;
    }
}
