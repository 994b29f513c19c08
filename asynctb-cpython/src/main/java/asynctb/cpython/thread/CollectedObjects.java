package asynctb.cpython.thread;

import asynctb.cpython.layout.Layout;
import asynctb.cpython.locate.Location;
import asynctb.cpython.object.Heap;
import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The objects that the garbage collector knows, by its lists: those of containers and of most classes. It is a long walk, which
 * grows with the target, for what no table of the target's holds.
 */
public final class CollectedObjects {
    // NUM_GENERATIONS in gcmodule.c and pycore_interp_structs.h; 3.14.0 has a young and two old ones in the same place.
    private static final int GENERATIONS = 3;
    // Flags in the lowest bits of a link, see pycore_gc.h.
    private static final long FLAGS = 7;

    private final Memory memory;
    private final Location.Roots roots;
    private final int headSize;
    private final int generationSize;
    private final int ofInterpreter;
    private final int ofRuntime;
    private final int permanentOfInterpreter;
    private final int permanentOfRuntime;

    public CollectedObjects(Heap heap, Location location) {
        memory = heap.memory();
        roots = location.roots();
        Layout layout = location.layout();
        headSize = layout.size("PyGC_Head");
        generationSize = layout.size("gc_generation");
        ofInterpreter = layout.offsetOrAbsent("PyInterpreterState.gc.generations");
        ofRuntime = layout.offsetOrAbsent("_PyRuntimeState.gc.generations");
        permanentOfInterpreter = layout.offsetOrAbsent("PyInterpreterState.gc.permanent_generation");
        permanentOfRuntime = layout.offsetOrAbsent("_PyRuntimeState.gc.permanent_generation");
    }

    /**
     * Visits their addresses, those of older generations first.
     *
     * @throws MemoryFault if not all could be found; those before were visited
     */
    public void visit(List<Interpreter> interpreters, LongConsumer visitor) {
        if (ofInterpreter >= 0) {
            for (Interpreter interpreter : interpreters) {
                visit(interpreter.address() + ofInterpreter, interpreter.address() + permanentOfInterpreter, visitor);
            }
        } else if (ofRuntime >= 0) {
            visit(roots.runtime() + ofRuntime, roots.runtime() + permanentOfRuntime, visitor);
        } else if (roots.collected() != 0) {
            visit(memory.readLong(roots.collected()), 0, visitor);
        } else {
            throw new MemoryFault(0, "holds no list of objects: this build does not name it");
        }
    }

    private void visit(long generations, long permanent, LongConsumer visitor) {
        if (permanent != 0) {
            visitList(permanent, visitor);
        }
        for (int i = GENERATIONS - 1; i >= 0; i--) {
            visitList(generations + (long) i * generationSize, visitor);
        }
    }

    /**
     * A circular list; its head is no object. One that does not lead back there comes round to an object that was marked: each
     * mark is kept twice as long as the one before.
     */
    private void visitList(long head, LongConsumer visitor) {
        long marked = 0;
        long count = 0;
        for (long at = next(head); at != head; at = next(at)) {
            if (at == 0 || at == marked) {
                throw new MemoryFault(head, "holds a list of objects that does not end");
            }
            visitor.accept(at + headSize);
            if (Long.bitCount(++count) == 1) {
                marked = at;
            }
        }
    }

    private long next(long link) {
        return memory.readLong(link) & ~FLAGS;
    }
}
