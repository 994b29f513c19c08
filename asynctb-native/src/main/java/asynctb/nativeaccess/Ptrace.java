package asynctb.nativeaccess;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The system calls {@code ptrace} and {@code waitpid}, as far as they are needed to hold threads. What a thread has seized
 * only that thread can wait for and let go.
 */
final class Ptrace {
    static final int EPERM = 1;
    static final int ESRCH = 3;

    private static final int DETACH = 17;
    private static final int SEIZE = 0x4206;
    private static final int INTERRUPT = 0x4207;
    private static final int WNOHANG = 1;
    private static final int WALL = 0x40000000;

    private static final FunctionDescriptor PTRACE = FunctionDescriptor.of(
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG);
    private static final FunctionDescriptor WAITPID = FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);

    private final MethodHandle ptrace;
    private final MethodHandle waitpid;
    private final MemorySegment state = Arena.ofAuto().allocate(SystemCall.STATE);
    private final MemorySegment status = Arena.ofAuto().allocate(ValueLayout.JAVA_INT);

    private Ptrace(MethodHandle ptrace, MethodHandle waitpid) {
        this.ptrace = ptrace;
        this.waitpid = waitpid;
    }

    /** The calls; empty on a system that has none, or where the JVM may not use them. */
    static Optional<Ptrace> find() {
        if (!SystemCall.isAllowed()) {
            return Optional.empty();
        }
        Optional<MethodHandle> waitpid = SystemCall.find("waitpid", WAITPID);
        // C declares two arguments, and "..." behind them.
        return SystemCall.find("ptrace", PTRACE, Linker.Option.firstVariadicArg(2))
                .flatMap(ptrace -> waitpid.map(wait -> new Ptrace(ptrace, wait)));
    }

    /** Begins to be told of a thread's stops. Does not stop it. Returns 0 or the error number. */
    int seize(int tid) {
        return call(SEIZE, tid, 0);
    }

    /** Lets a seized thread stop soon. Returns 0 or the error number. */
    int interrupt(int tid) {
        return call(INTERRUPT, tid, 0);
    }

    /**
     * Lets a stopped thread go.
     *
     * @param signal what it was stopped by and shall now be given; 0 if none
     * @return 0 or the error number
     */
    int detach(int tid, int signal) {
        return call(DETACH, tid, signal);
    }

    /** How a thread fares. */
    enum Fate {
        RUNS,
        STOPPED,
        GONE
    }

    /** Asks how a seized thread fares; then {@link #signal()} is about it. */
    Fate poll(int tid) {
        try {
            int result = (int) waitpid.invokeExact(state, tid, status, WNOHANG | WALL);
            if (result == 0) {
                return Fate.RUNS;
            }
            return result == tid && (word() & 0xff) == 0x7f ? Fate.STOPPED : Fate.GONE;
        } catch (Throwable e) {
            throw SystemCall.unchecked(e);
        }
    }

    /** The signal that the thread stopped to be given; 0 if it stopped for us, or because all of it is stopped. */
    int signal() {
        boolean isEvent = word() >>> 16 != 0;
        return isEvent ? 0 : word() >>> 8 & 0xff;
    }

    private int word() {
        return status.get(ValueLayout.JAVA_INT, 0);
    }

    private int call(long request, int tid, long data) {
        try {
            long result = (long) ptrace.invokeExact(state, request, tid, 0L, data);
            return result >= 0 ? 0 : SystemCall.errno(state);
        } catch (Throwable e) {
            throw SystemCall.unchecked(e);
        }
    }
}
