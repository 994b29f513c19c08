package asynctb.cpython.thread;

import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;
import asynctb.memory.linux.NativeThread;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which thread of the operating system a thread state belongs to. Since 3.11 the state says so. Before, its identifier
 * is the address of the C library's {@code struct pthread}, and somewhere in that stands the number: the place is private to
 * the C library, so it is searched for. It is the first at which the structures of all threads hold numbers of threads of
 * this process, each another.
 */
final class NativeThreads {
    private static final int SEARCHED = 2048;

    private final Memory memory;
    private final Map<Long, NativeThread> byInnerTid = new HashMap<>();
    private final Set<Long> idents;
    private int place = -2;

    NativeThreads(Memory memory, List<NativeThread> os, List<Long> idents) {
        this.memory = memory;
        // A thread has a state in each interpreter that it was in.
        this.idents = new LinkedHashSet<>(idents);
        for (NativeThread thread : os) {
            byInnerTid.put(thread.innerTid(), thread);
        }
    }

    /**
     * The operating system's thread of a thread state.
     *
     * @param nativeId as the thread state says, in the target's pid namespace; 0 if it does not say
     * @return null if it cannot be told
     */
    @Nullable
    NativeThread find(long ident, long nativeId) {
        if (nativeId != 0) {
            return byInnerTid.get(nativeId);
        }
        if (place == -2) {
            place = search();
        }
        return place < 0 ? null : byInnerTid.get((long) memory.readInt(ident + place));
    }

    private int search() {
        for (int offset = 0; offset < SEARCHED; offset += Integer.BYTES) {
            if (fits(offset)) {
                return offset;
            }
        }
        return -1;
    }

    private boolean fits(int offset) {
        var used = new HashSet<Integer>();
        try {
            for (long ident : idents) {
                int tid = memory.readInt(ident + offset);
                if (!byInnerTid.containsKey((long) tid) || !used.add(tid)) {
                    return false;
                }
            }
        } catch (MemoryFault e) {
            return false;
        }
        return true;
    }
}
