package asynctb.nativeaccess;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/** Finds functions of the C library. With the calls themselves the one place that does what Java cannot check. */
@SuppressWarnings("restricted")
final class SystemCall {
    /** Where a call leaves its error number. */
    static final StructLayout STATE = Linker.Option.captureStateLayout();

    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private SystemCall() {}

    /** Whether the Java machine lets this module call the system; asking it otherwise prints a warning. */
    static boolean isAllowed() {
        return SystemCall.class.getModule().isNativeAccessEnabled();
    }

    /** A function whose first argument is where it leaves its error number; empty where there is none. */
    static Optional<MethodHandle> find(String name, FunctionDescriptor signature, Linker.Option... options) {
        try {
            Linker linker = Linker.nativeLinker();
            Optional<MemorySegment> symbol = linker.defaultLookup().find(name);
            var all = new Linker.Option[options.length + 1];
            all[0] = Linker.Option.captureCallState("errno");
            System.arraycopy(options, 0, all, 1, options.length);
            return symbol.map(address -> linker.downcallHandle(address, signature, all));
        } catch (IllegalCallerException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** The error number that the last call has left. */
    static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    /** What a call has thrown: those of native code have no checked exceptions. */
    static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException exception ? exception : new IllegalStateException(thrown);
    }
}
