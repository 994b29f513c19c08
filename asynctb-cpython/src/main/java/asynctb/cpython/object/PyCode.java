package asynctb.cpython.object;

import asynctb.cpython.code.LineTable;
import asynctb.model.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A code object. What every frame of it needs is read once. */
public final class PyCode implements PyObject {
    // CO_OPTIMIZED in code.h: the frame keeps its variables in slots, not in a dictionary.
    private static final int OPTIMIZED = 1;

    private final Heap heap;
    private final long address;
    private final PyType type;
    private final String name;
    private final @Nullable String qualname;
    private final String file;
    private final int argumentCount;
    private final int flags;
    private final long codeStart;
    private final int firstTraceable;
    private final LineTable lines;
    private final List<String> variables;
    private final int plainLocals;
    private final Map<Integer, Position> positions = new HashMap<>();

    PyCode(
            Heap heap,
            long address,
            PyType type,
            String name,
            @Nullable String qualname,
            String file,
            int argumentCount,
            int flags,
            long codeStart,
            int firstTraceable,
            LineTable lines,
            List<String> variables,
            int plainLocals) {
        this.heap = heap;
        this.address = address;
        this.type = type;
        this.name = name;
        this.qualname = qualname;
        this.file = file;
        this.argumentCount = argumentCount;
        this.flags = flags;
        this.codeStart = codeStart;
        this.firstTraceable = firstTraceable;
        this.lines = lines;
        this.variables = variables;
        this.plainLocals = plainLocals;
    }

    @Override
    public Heap heap() {
        return heap;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public PyType type() {
        return type;
    }

    /** {@code co_name}. */
    public String name() {
        return name;
    }

    /** {@code co_qualname}; null before 3.11. */
    public @Nullable String qualname() {
        return qualname;
    }

    /** {@code co_filename}. */
    public String file() {
        return file;
    }

    /** {@code co_argcount}. */
    public int argumentCount() {
        return argumentCount;
    }

    /** Whether its frames keep variables in slots; class bodies and modules keep them in a dictionary. */
    public boolean hasFastLocals() {
        return (flags & OPTIMIZED) != 0;
    }

    /** The address of the first instruction. */
    public long codeStart() {
        return codeStart;
    }

    /** The offset, in bytes, of the first instruction that a debugger would see; what runs before it prepares the frame. */
    public int firstTraceable() {
        return firstTraceable;
    }

    /** The names of the slots of a frame: arguments and locals, then the cells and free variables that are not among them. */
    public List<String> variables() {
        return variables;
    }

    /** How many of the slots are no cells by their position; a slot of these may still hold a cell since 3.11. */
    public int plainLocals() {
        return plainLocals;
    }

    /** Where the instruction at an offset comes from. */
    public Position positionAt(int lasti) {
        return positions.computeIfAbsent(lasti, lines::at);
    }

    /** A tuple of strings. */
    static List<String> readNames(Heap heap, long address) {
        var names = new ArrayList<String>();
        if (heap.readObject(address) instanceof PyTuple tuple) {
            int size = tuple.readSize();
            for (int i = 0; i < size; i++) {
                names.add(heap.readStr(tuple.readItem(i)).readText());
            }
        }
        return names;
    }
}
