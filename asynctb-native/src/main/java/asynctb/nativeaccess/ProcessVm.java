package asynctb.nativeaccess;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/** The system call {@code process_vm_readv}. The one file that does what Java cannot check. */
@SuppressWarnings("restricted")
final class ProcessVm {
    private static final String NAME = "process_vm_readv";

    private final MethodHandle call;
    private final VarHandle errno;

    private ProcessVm(MethodHandle call, VarHandle errno) {
        this.call = call;
        this.errno = errno;
    }

    /** The call; empty on a system that has none, or where the JVM may not use it. */
    static Optional<ProcessVm> find() {
        if (!ProcessVm.class.getModule().isNativeAccessEnabled()) {
            return Optional.empty(); // the JVM would print a warning that nobody has asked for
        }
        try {
            Linker linker = Linker.nativeLinker();
            Optional<MemorySegment> symbol = linker.defaultLookup().find(NAME);
            if (symbol.isEmpty()) {
                return Optional.empty();
            }
            var signature = FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG);
            MethodHandle call = linker.downcallHandle(symbol.get(), signature, Linker.Option.captureCallState("errno"));
            VarHandle errno =
                    Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));
            return Optional.of(new ProcessVm(call, errno));
        } catch (IllegalCallerException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /**
     * Copies one range of another process.
     *
     * @return how many bytes were copied, or an error number, negated
     */
    long read(int pid, long address, MemorySegment target) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            MemorySegment local = vector(arena, target.address(), target.byteSize());
            MemorySegment remote = vector(arena, address, target.byteSize());
            long count = (long) call.invokeExact(state, pid, local, 1L, remote, 1L, 0L);
            return count >= 0 ? count : -(int) errno.get(state, 0L);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e); // calls of native code have no checked exceptions
        }
    }

    private static MemorySegment vector(Arena arena, long address, long length) {
        MemorySegment vector =
                arena.allocate(2 * ValueLayout.JAVA_LONG.byteSize(), ValueLayout.JAVA_LONG.byteAlignment());
        vector.setAtIndex(ValueLayout.JAVA_LONG, 0, address);
        vector.setAtIndex(ValueLayout.JAVA_LONG, 1, length);
        return vector;
    }
}
