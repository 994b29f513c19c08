package asynctb.nativeaccess;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The system call {@code process_vm_readv}. */
final class ProcessVm {
    /** How many ranges it takes at once. */
    static final int MAX_VECTORS = 1024;

    private static final FunctionDescriptor SIGNATURE = FunctionDescriptor.of(
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG);

    private final MethodHandle call;

    private ProcessVm(MethodHandle call) {
        this.call = call;
    }

    /** The call; empty on a system that has none, or where the JVM may not use it. */
    static Optional<ProcessVm> find() {
        return SystemCall.isAllowed()
                ? SystemCall.find("process_vm_readv", SIGNATURE).map(ProcessVm::new)
                : Optional.empty();
    }

    /**
     * Copies one range of another process.
     *
     * @return how many bytes were copied, or an error number, negated
     */
    long read(int pid, long address, MemorySegment target) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(SystemCall.STATE);
            MemorySegment local = allocateVectors(arena, 1);
            MemorySegment remote = allocateVectors(arena, 1);
            setVector(local, 0, target.address(), target.byteSize());
            setVector(remote, 0, address, target.byteSize());
            return read(pid, state, local, remote, 1);
        }
    }

    /**
     * Copies ranges of another process to one range here.
     *
     * @param state takes the error number
     * @param local one vector
     * @param remote several
     * @param count how many
     * @return how many bytes were copied, or an error number, negated
     */
    long read(int pid, MemorySegment state, MemorySegment local, MemorySegment remote, long count) {
        try {
            long copied = (long) call.invokeExact(state, pid, local, 1L, remote, count, 0L);
            return copied >= 0 ? copied : -SystemCall.errno(state);
        } catch (Throwable e) {
            throw SystemCall.unchecked(e);
        }
    }

    static MemorySegment allocateVectors(Arena arena, int count) {
        return arena.allocate(2L * count * Long.BYTES, Long.BYTES);
    }

    static void setVector(MemorySegment vectors, long index, long address, long length) {
        vectors.setAtIndex(ValueLayout.JAVA_LONG, 2 * index, address);
        vectors.setAtIndex(ValueLayout.JAVA_LONG, 2 * index + 1, length);
    }
}
