package asynctb.cpython.thread;

import asynctb.memory.Memory;
import asynctb.memory.linux.NativeThread;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who can change Python's objects at a moment: the threads that have a thread state. Another thread would have to make
 * itself one first. If two of these are equal, none did in between, not even one that has ended since: thread states are
 * numbered, and the interpreter lock counts how often it was handed on.
 *
 * @param made the interpreters, and how many thread states each has numbered
 * @param locks how the interpreter locks stand
 * @param owners the thread states
 * @param countsStates whether thread states are numbered, as they are since 3.7
 */
public record Ownership(List<Long> made, List<Long> locks, List<Owner> owners, boolean countsStates) {
    public Ownership {
        made = List.copyOf(made);
        locks = List.copyOf(locks);
        owners = List.copyOf(owners);
    }

    /**
     * A thread state.
     *
     * @param state where it stands
     * @param ident the identifier of its thread
     * @param nativeId its number in the target's pid namespace; 0 if the state does not say
     */
    public record Owner(long state, long ident, long nativeId) {
        boolean isSame(Owner other) {
            return state == other.state && ident == other.ident && nativeId == other.nativeId;
        }
    }

    /** Whether two are equal. Asked at each start, where the equality of records, which is made at run time, costs too much. */
    public boolean isSame(Ownership other) {
        return locks.equals(other.locks) && hasSameOwners(other) && countsStates == other.countsStates;
    }

    /** Whether both speak of the same thread states, and not of new ones that stand where others stood. */
    public boolean hasSameOwners(Ownership other) {
        boolean same = made.equals(other.made) && owners.size() == other.owners.size();
        for (int i = 0; same && i < owners.size(); i++) {
            same = owners.get(i).isSame(other.owners.get(i));
        }
        return same;
    }

    /**
     * The operating system's threads that can change Python's objects, by their numbers as seen from here; null if it
     * could be any.
     *
     * @param memory in which the owners were read
     * @param os all threads of the process
     */
    public @Nullable Set<Long> threads(Memory memory, List<NativeThread> os) {
        if (!countsStates) {
            return null;
        }
        var natives =
                new NativeThreads(memory, os, owners.stream().map(Owner::ident).toList());
        var tids = new HashSet<Long>();
        for (Owner owner : owners) {
            NativeThread thread = natives.find(owner.ident, owner.nativeId);
            if (thread == null) {
                return null;
            }
            tids.add(thread.tid());
        }
        return tids;
    }
}
