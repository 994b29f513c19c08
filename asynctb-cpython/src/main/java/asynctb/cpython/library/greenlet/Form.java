package asynctb.cpython.library.greenlet;

import asynctb.cpython.thread.PyThread;
import org.jspecify.annotations.Nullable;

/** How a version of the library keeps its greenlets. All methods throw a MemoryFault if something cannot be read. */
interface Form {
    /** The {@code stack_stop} of a main greenlet: the whole stack is its own. */
    long WHOLE_STACK = -1;

    /** Where it begins on the stack of C; 0 before it is started. */
    long readStackStop(long greenlet);

    /** Where it ended on that stack when it was left last; 0 if it was not started or has ended. */
    long readStackStart(long greenlet);

    /** The address of its parent; 0 if it has none. */
    long readParent(long greenlet);

    /** The address of the frame object of a suspended one's innermost frame; 0 if it has none. */
    long readTop(long greenlet);

    /** The address of the greenlet that a thread runs; 0 if the thread has never had to do with greenlets. */
    long readCurrent(PyThread thread);

    /**
     * Whether a greenlet is the one that its thread runs.
     *
     * @param main the main greenlet of its thread
     * @param thread null if that is not known
     */
    boolean isCurrent(long greenlet, long main, @Nullable PyThread thread);
}
