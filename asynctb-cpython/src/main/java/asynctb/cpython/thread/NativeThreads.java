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
 * the C library, so it is searched for. It is the first at which the most structures hold numbers of threads of this
 * process, each another.
 */
final class NativeThreads {
    private static final int SEARCHED = 2048;
    private static final int ENOUGH = 2;
    /** What the state of a thread says that has not begun. */
    private static final long UNBOUND = 0;

    private final Memory memory;
    private final Map<Long, NativeThread> byInnerTid = new HashMap<>();
    private final Set<Long> idents;
    private int place = -2;

    NativeThreads(Memory memory, List<NativeThread> os, List<Long> idents) {
        this.memory = memory;
        // A thread has a state in each interpreter that it was in.
        this.idents = new LinkedHashSet<>(idents);
        this.idents.remove(UNBOUND);
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
        if (ident == UNBOUND) {
            return null;
        }
        if (place == -2) {
            place = search();
        }
        return place < 0 ? null : at(ident + place);
    }

    private @Nullable NativeThread at(long address) {
        try {
            return byInnerTid.get((long) memory.readInt(address));
        } catch (MemoryFault e) {
            return null;
        }
    }

    private int search() {
        int best = -1;
        // Any of them may have ended meanwhile; a place that suits several by chance is not to be feared.
        int most = Math.min(ENOUGH, idents.size()) - 1;
        for (int offset = 0; offset < SEARCHED && most < idents.size(); offset += Integer.BYTES) {
            int fitting = fitting(offset);
            if (fitting > most) {
                best = offset;
                most = fitting;
            }
        }
        return best;
    }

    /** How many of the structures hold there a thread's number that no other holds. */
    private int fitting(int offset) {
        var found = new HashSet<Integer>();
        for (long ident : idents) {
            try {
                int tid = memory.readInt(ident + offset);
                if (byInnerTid.containsKey((long) tid)) {
                    found.add(tid);
                }
            } catch (MemoryFault e) {
                // Its thread has ended.
            }
        }
        return found.size();
    }
}
