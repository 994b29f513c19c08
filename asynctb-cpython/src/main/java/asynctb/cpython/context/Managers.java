package asynctb.cpython.context;

import asynctb.cpython.frame.FrameReader;
import asynctb.cpython.frame.PyFrame;
import asynctb.cpython.frame.Slots;
import asynctb.cpython.layout.OpcodeTable;
import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyBuiltin;
import asynctb.cpython.object.PyCode;
import asynctb.cpython.object.PyFunction;
import asynctb.cpython.object.PyMethod;
import asynctb.cpython.object.PyObject;
import asynctb.cpython.object.PyType;
import asynctb.cpython.object.Receivers;
import asynctb.memory.MemoryFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the managers of blocks in the value stacks of frames, and what a frame calls if its own stack tells nothing. */
final class Managers {
    private static final List<String> EXITS = List.of("__exit__", "__aexit__");
    private static final List<String> ENTERS = List.of("__enter__", "__aenter__");

    /** No compiler makes use of so many words; a code that says so is damaged. */
    private static final int MAX_SEARCHED = 1 << 16;

    private final Heap heap;
    private final FrameReader frames;
    private final boolean pairs;
    private final Map<Method, Long> methods = new HashMap<>();

    Managers(Heap heap, FrameReader frames, OpcodeTable opcodes) {
        this.heap = heap;
        this.frames = frames;
        this.pairs = opcodes.has("LOAD_SPECIAL");
    }

    /** A method of a class, by name. */
    private record Method(long type, String name) {}

    /**
     * The manager of a block.
     *
     * @throws MemoryFault if what should tell it cannot be read
     */
    Manager read(PyFrame frame, ActiveWith active, Callee callee) {
        Manager kept = switch (active.holder()) {
            case EXIT -> readExit(frame, active.slot());
            case MANAGER -> new Manager(readWord(frame, active.slot()), 0);
            case EXIT_FROM_HERE -> readNextExit(frame, active.slot());
            case CALLEE -> Manager.UNKNOWN;
        };
        if (kept.object() != 0 || active.phase() == Phase.BODY) {
            return kept;
        }
        List<String> names = active.phase() == Phase.ENTERING ? ENTERS : EXITS;
        return new Manager(readReceiver(callee.frame(), names), kept.exit());
    }

    /** The managers whose exits lie on a frame's value stack, whatever its byte code is; without those that run. */
    List<Manager> guess(PyFrame frame) {
        var found = new ArrayList<Manager>();
        long depth = (frame.stackTop() - frame.stackBottom()) / Long.BYTES;
        long limit = Math.min(depth, searched(frame));
        for (int slot = 0; slot < limit; slot++) {
            Manager manager = readIfExit(frame, slot, limit);
            if (manager.object() != 0) {
                found.add(manager);
            }
        }
        return found;
    }

    /** Whether an exit is one of {@code async with}, by its name. */
    boolean isAsync(Manager manager) {
        return manager.object() != 0
                && readMethod(heap.readTypeOf(manager.object()), EXITS.get(1)) != 0
                && readMethod(heap.readTypeOf(manager.object()), EXITS.get(0)) == 0;
    }

    private long readWord(PyFrame frame, int slot) {
        if (frame.code() == null || slot < 0 || slot >= frame.code().stackSize()) {
            throw new MemoryFault(frame.address(), "holds a frame whose value stack does not fit its code");
        }
        return frames.readReference(frame.stackBottom() + (long) slot * Long.BYTES);
    }

    private Manager readExit(PyFrame frame, int slot) {
        long exit = readWord(frame, slot);
        long self = pairs ? readWord(frame, slot + 1) : 0;
        if (self != 0) {
            // A fault if it is none.
            heap.readTypeOf(self);
            return new Manager(self, exit);
        }
        return exit == 0 ? Manager.UNKNOWN : ofExit(heap.readObject(exit));
    }

    /** The manager that an exit was looked up on. */
    private Manager ofExit(PyObject exit) {
        long receiver = Receivers.readReceiver(exit).orElse(0);
        boolean isManager =
                receiver != 0 && (exit instanceof PyBuiltin || isLookedUpOn(exit, heap.readTypeOf(receiver)));
        return new Manager(isManager ? receiver : 0, exit.address());
    }

    /**
     * Whether the class has the exit under its name, or something there that may have made it. A class method is bound to
     * the class, and the method of another object to that: these were looked up elsewhere.
     */
    private boolean isLookedUpOn(PyObject exit, PyType type) {
        for (String name : EXITS) {
            long method = readMethod(type, name);
            boolean same = exit instanceof PyMethod bound && bound.readFunction() == method;
            if (method != 0 && (same || !(heap.readObject(method) instanceof PyFunction))) {
                return true;
            }
        }
        return false;
    }

    /** The address of what a class has under a name; 0 if it has nothing. */
    private long readMethod(PyType type, String name) {
        return methods.computeIfAbsent(
                new Method(type.address(), name),
                method -> Attributes.readInClasses(type, name).orElse(0));
    }

    /** The first exit on the stack; below it lie only iterators and exceptions, above it what is out of use. */
    private Manager readNextExit(PyFrame frame, int from) {
        int limit = searched(frame);
        for (int slot = from; slot < limit; slot++) {
            Manager manager = readIfExit(frame, slot, limit);
            if (manager.object() != 0) {
                return manager;
            }
        }
        return Manager.UNKNOWN;
    }

    private static int searched(PyFrame frame) {
        return frame.code() == null ? 0 : Math.min(frame.code().stackSize(), MAX_SEARCHED);
    }

    /** The manager whose exit is in a slot; unknown if there is anything else. */
    private Manager readIfExit(PyFrame frame, int slot, long limit) {
        try {
            long word = readWord(frame, slot);
            if (word == 0) {
                return Manager.UNKNOWN;
            }
            PyObject exit = heap.readObject(word);
            long self = pairs && slot + 1 < limit ? readWord(frame, slot + 1) : 0;
            if (self != 0 && isExitOf(exit.address(), heap.readTypeOf(self))) {
                return new Manager(self, word);
            }
            boolean isExit = switch (exit) {
                case PyMethod method -> isExitOf(method.readFunction(), heap.readTypeOf(method.readSelf()));
                case PyBuiltin builtin -> EXITS.contains(builtin.readName());
                default -> false;
            };
            return isExit ? ofExit(exit) : Manager.UNKNOWN;
        } catch (MemoryFault e) {
            return Manager.UNKNOWN;
        }
    }

    private boolean isExitOf(long function, PyType type) {
        return EXITS.stream().anyMatch(name -> readMethod(type, name) == function);
    }

    /** The first parameter of a called function, if that is a manager's method of one of these names; 0 otherwise. */
    private long readReceiver(@Nullable PyFrame called, List<String> names) {
        PyCode code = called == null ? null : called.code();
        if (called == null || code == null) {
            return 0;
        }
        long first = new Slots(heap, frames, called, code).readFirstParameter();
        if (first == 0) {
            return 0;
        }
        PyType type = heap.readTypeOf(first);
        for (String name : names) {
            long method = readMethod(type, name);
            boolean same = method != 0 && heap.readObject(method) instanceof PyFunction f && f.readCode() == code;
            if (same || method != 0 && code.name().equals(name)) {
                return first;
            }
        }
        return 0;
    }
}
