package asynctb.cpython.thread;

import asynctb.cpython.layout.Layout;
import asynctb.cpython.locate.Location;
import asynctb.cpython.object.Heap;
import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;
import asynctb.memory.linux.NativeThread;
import asynctb.model.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the interpreters of a process and their threads. */
public final class Threads {
    private static final int MAX_INTERPRETERS = 10_000;
    private static final int MAX_THREADS = 100_000;

    private final Memory memory;
    private final Location location;
    private final ThreadNames names;
    private final int interpreterNext;
    private final int interpreterId;
    private final int interpreterThreads;
    private final int interpreterGil;
    private final int gilHolder;
    private final int gilLocked;
    private final int gilSwitches;
    private final int runtimeGil;
    private final int interpreterUniqueId;
    private final int runtimeRunning;
    private final int threadPrevious;
    private final int threadNext;
    private final int threadInterpreter;
    private final int threadIdent;
    private final int threadNativeId;

    public Threads(Heap heap, Location location) {
        this.memory = heap.memory();
        this.location = location;
        this.names = new ThreadNames(heap);
        Layout layout = location.layout();
        interpreterNext = layout.offset("PyInterpreterState.next");
        interpreterId = layout.offsetOrAbsent("PyInterpreterState.id");
        interpreterThreads = layout.offset("PyInterpreterState.threads.head", "PyInterpreterState.tstate_head");
        interpreterGil = layout.offsetOrAbsent("PyInterpreterState.ceval.gil");
        gilHolder = layout.offsetOrAbsent("_gil_runtime_state.last_holder");
        gilLocked = layout.offsetOrAbsent("_gil_runtime_state.locked");
        gilSwitches = layout.offsetOrAbsent("_gil_runtime_state.switch_number");
        runtimeGil = layout.offsetOrAbsent("_PyRuntimeState.ceval.gil");
        interpreterUniqueId = layout.offsetOrAbsent(
                "PyInterpreterState.threads.next_unique_id", "PyInterpreterState.tstate_next_unique_id");
        runtimeRunning = layout.offsetOrAbsent("_PyRuntimeState.gilstate.tstate_current");
        threadPrevious = layout.offset("PyThreadState.prev");
        threadNext = layout.offset("PyThreadState.next");
        threadInterpreter = layout.offset("PyThreadState.interp");
        threadIdent = layout.offset("PyThreadState.thread_id");
        threadNativeId = layout.offsetOrAbsent("PyThreadState.native_thread_id");
    }

    /**
     * All threads of all interpreters, the main interpreter's and in it the oldest first.
     *
     * @param os the operating system's threads of the process
     * @param problems takes what could not be read
     */
    public List<PyThread> readThreads(List<NativeThread> os, List<Problem> problems) {
        var found = new ArrayList<Found>();
        for (Interpreter interpreter : readInterpreters(problems)) {
            var states = new ArrayList<Found>();
            try {
                readStates(interpreter, states);
            } catch (MemoryFault e) {
                problems.add(new Problem(
                        Problem.Kind.UNREADABLE,
                        "not all threads of interpreter " + interpreter.id()
                                + " could be read, perhaps as they come and go: " + e.getMessage() + "; try again",
                        interpreter.address()));
            }
            // The newest stands first in the list.
            found.addAll(states.reversed());
        }
        var natives =
                new NativeThreads(memory, os, found.stream().map(Found::ident).toList());
        var threads = new ArrayList<PyThread>();
        for (Found thread : found) {
            threads.add(describe(thread, natives, problems));
        }
        return threads;
    }

    /**
     * Who can change Python's objects now.
     *
     * @throws MemoryFault if that cannot be read, perhaps because it changes at the moment
     */
    public Ownership readOwnership() {
        var problems = new ArrayList<Problem>();
        var made = new ArrayList<Long>();
        var locks = new ArrayList<Long>();
        var owners = new ArrayList<Ownership.Owner>();
        for (Interpreter interpreter : readInterpreters(problems)) {
            made.add(interpreter.address());
            made.add(interpreterUniqueId < 0 ? 0 : memory.readLong(interpreter.address() + interpreterUniqueId));
            long gil = gil(interpreter);
            if (gil != 0) {
                locks.add((long) memory.readInt(gil + gilLocked));
                locks.add(memory.readLong(gil + gilHolder));
                locks.add(memory.readLong(gil + gilSwitches));
            }
            var states = new ArrayList<Found>();
            readStates(interpreter, states);
            for (Found thread : states) {
                owners.add(new Ownership.Owner(thread.state, thread.ident, thread.nativeId));
            }
        }
        if (!problems.isEmpty() || owners.isEmpty()) {
            throw new MemoryFault(location.roots().interpreters(), "holds no complete list of threads");
        }
        return new Ownership(made, locks, owners, interpreterUniqueId >= 0);
    }

    /** The lock of an interpreter, which may be that of all; 0 if it is not known where it is. */
    private long gil(Interpreter interpreter) {
        if (interpreterGil >= 0) {
            return memory.readLong(interpreter.address() + interpreterGil);
        }
        return runtimeGil < 0 ? 0 : location.roots().runtime() + runtimeGil;
    }

    /** The interpreters, the main one first. */
    public List<Interpreter> readInterpreters(List<Problem> problems) {
        var addresses = new LinkedHashSet<Long>();
        Map<Long, Long> ids = new HashMap<>();
        try {
            long address = memory.readLong(location.roots().interpreters());
            while (address != 0) {
                if (addresses.size() == MAX_INTERPRETERS || !addresses.add(address)) {
                    throw new MemoryFault(address, "holds a list of interpreters that does not end");
                }
                if (interpreterId >= 0) {
                    ids.put(address, memory.readLong(address + interpreterId));
                }
                address = memory.readLong(address + interpreterNext);
            }
        } catch (MemoryFault e) {
            problems.add(Problem.of(Problem.Kind.UNREADABLE, "not all interpreters could be read: " + e.getMessage()));
        }
        var interpreters = new ArrayList<Interpreter>();
        // The newest stands first in the list. 3.6 does not number them; counted are those that are left.
        for (long address : addresses.reversed()) {
            interpreters.add(new Interpreter(address, ids.getOrDefault(address, (long) interpreters.size())));
        }
        return interpreters;
    }

    /** Adds to {@code states}; what was found before a fault stays. */
    private void readStates(Interpreter interpreter, List<Found> states) {
        Set<Long> seen = new HashSet<>();
        long running = readRunning(interpreter);
        long previous = 0;
        long address = memory.readLong(interpreter.address() + interpreterThreads);
        while (address != 0) {
            if (!seen.add(address) || states.size() == MAX_THREADS) {
                throw new MemoryFault(address, "holds a list of threads that does not end");
            }
            // One that was freed may look as before, but for the links; it would end the list.
            if (memory.readLong(address + threadInterpreter) != interpreter.address()
                    || memory.readLong(address + threadPrevious) != previous) {
                throw new MemoryFault(address, "holds no thread of this interpreter");
            }
            long nativeId = threadNativeId < 0 ? 0 : memory.readLong(address + threadNativeId);
            states.add(new Found(
                    address, interpreter, memory.readLong(address + threadIdent), nativeId, address == running));
            previous = address;
            address = memory.readLong(address + threadNext);
        }
    }

    /** The thread state that has the GIL; 0 if none has. */
    private long readRunning(Interpreter interpreter) {
        if (interpreterGil >= 0) {
            long gil = memory.readLong(interpreter.address() + interpreterGil);
            boolean locked = gil != 0 && memory.readInt(gil + gilLocked) == 1;
            return locked ? memory.readLong(gil + gilHolder) : 0;
        }
        if (runtimeRunning >= 0) {
            return memory.readLong(location.roots().runtime() + runtimeRunning);
        }
        return memory.readLong(location.roots().runningThread());
    }

    private PyThread describe(Found thread, NativeThreads natives, List<Problem> problems) {
        ThreadNames.Described described = names.readThread(thread.interpreter, thread.ident, problems);
        NativeThread os = natives.find(thread.ident, thread.nativeId);
        return new PyThread(
                thread.state,
                thread.interpreter,
                thread.ident,
                os,
                described == null ? null : described.name(),
                described == null ? null : described.daemon(),
                described == null ? 0 : described.address(),
                thread.holdsGil);
    }

    /** A thread state as it stands in memory. */
    private record Found(long state, Interpreter interpreter, long ident, long nativeId, boolean holdsGil) {}
}
