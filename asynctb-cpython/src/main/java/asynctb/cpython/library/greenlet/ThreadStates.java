package asynctb.cpython.library.greenlet;

import asynctb.cpython.thread.PyThread;
import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * What greenlet since 2.0 keeps of each thread: a variable of the thread itself points to a structure that begins with the main
 * and the current greenlet. The variable is looked for among those of all modules, as no symbol names it.
 */
final class ThreadStates {
    /** PyGreenlet.pimpl in greenlet.h, after the head, the list of weak references and the dictionary. */
    static final int IMPLEMENTATION = 32;

    /** More bytes than a main greenlet has in any version. */
    static final int MAX_IMPLEMENTATION = 320;
    // tcbhead_t of the GNU C library and struct pthread of musl, on x86_64, have the table of the thread's variables
    // here.
    private static final int TABLE = 8;
    // dtv[-1] of the GNU C library: how many modules the table has room for. Each has two words.
    private static final int ROOM = -16;
    private static final int MAX_MODULES = 1024;
    private static final int MODULES = 64;
    // The library has one such variable and what guards it.
    private static final int MAX_WORDS = 4;

    private final Memory memory;
    private final LongPredicate isMapped;
    private final LongPredicate isGreenlet;
    private final Map<Long, Long> found = new HashMap<>();

    // Where it was in the thread in which it was found first: it is in the same place in all.
    private int knownEntry = -1;
    private int knownWord;

    ThreadStates(Memory memory, LongPredicate isMapped, LongPredicate isGreenlet) {
        this.memory = memory;
        this.isMapped = isMapped;
        this.isGreenlet = isGreenlet;
    }

    static long readMain(Memory memory, long state) {
        return memory.readLong(state);
    }

    static long readCurrent(Memory memory, long state) {
        return memory.readLong(state + Long.BYTES);
    }

    /** The main greenlets of all threads that were asked for and have one. */
    List<Long> mains() {
        var mains = new ArrayList<Long>();
        for (long state : found.values()) {
            if (state != 0) {
                mains.add(readMain(memory, state));
            }
        }
        return mains;
    }

    /** The address of what is kept of a thread; 0 if there is nothing. */
    long find(PyThread thread) {
        return found.computeIfAbsent(thread.state(), key -> search(thread.ident()));
    }

    private long search(long ident) {
        try {
            long table = memory.readLong(ident + TABLE);
            if (knownEntry >= 0) {
                return state(table, knownEntry, knownWord);
            }
            long room = memory.readLong(table + ROOM);
            long modules = room > 0 && room < MAX_MODULES ? room : MODULES;
            for (int entry = 0; entry < 2 * (modules + 1); entry++) {
                for (int word = 0; word < MAX_WORDS; word++) {
                    long state = state(table, entry, word);
                    if (state != 0) {
                        knownEntry = entry;
                        knownWord = word;
                        return state;
                    }
                }
            }
        } catch (MemoryFault e) {
            // The table ends here.
        }
        return 0;
    }

    /** The structure that a word of a module's variables points to; 0 if it is no such one. */
    private long state(long table, int entry, int word) {
        long variables = memory.readLong(table + (long) entry * Long.BYTES);
        if (!isPointer(variables)) {
            return 0;
        }
        try {
            long state = memory.readLong(variables + (long) word * Long.BYTES);
            return isPointer(state)
                            && isStateOf(readMain(memory, state), state)
                            && pointsTo(readMain(memory, state), state)
                    ? state
                    : 0;
        } catch (MemoryFault e) {
            return 0;
        }
    }

    /** Whether a word points to what is kept of the thread of a main greenlet. */
    boolean isStateOf(long main, long word) {
        try {
            return isPointer(word)
                    && readMain(memory, word) == main
                    && isGreenlet(main)
                    && isGreenlet(readCurrent(memory, word));
        } catch (MemoryFault e) {
            return false;
        }
    }

    private boolean pointsTo(long main, long state) {
        long implementation = memory.readLong(main + IMPLEMENTATION);
        for (int offset = Long.BYTES; offset < MAX_IMPLEMENTATION; offset += Long.BYTES) {
            if (memory.readLong(implementation + offset) == state) {
                return true;
            }
        }
        return false;
    }

    private boolean isPointer(long word) {
        return word != 0 && (word & Long.BYTES - 1) == 0 && isMapped.test(word);
    }

    private boolean isGreenlet(long word) {
        return isPointer(word) && isGreenlet.test(word);
    }
}
