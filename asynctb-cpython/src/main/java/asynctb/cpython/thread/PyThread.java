package asynctb.cpython.thread;

import asynctb.memory.linux.NativeThread;
import org.jspecify.annotations.Nullable;

/**
 * A thread that has a thread state.
 *
 * @param state the address of the thread state
 * @param interpreter in which it runs
 * @param ident {@code threading.get_ident()} of it
 * @param os the operating system's thread; null if it could not be told which that is
 * @param name its name in {@code threading}; null if it has none there
 * @param daemon whether it is a daemon; null if not known
 * @param object the address of the {@code threading.Thread}; 0 if there is none
 * @param holdsGil whether it held the GIL when it was read
 */
public record PyThread(
        long state,
        Interpreter interpreter,
        long ident,
        @Nullable NativeThread os,
        @Nullable String name,
        @Nullable Boolean daemon,
        long object,
        boolean holdsGil) {}
