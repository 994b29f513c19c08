package asynctb.cpython.object;

import asynctb.cpython.code.LineTable;
import asynctb.memory.MemoryFault;
import asynctb.model.Position;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A code object. What every frame of it needs is read once. */
public final class PyCode implements PyObject {
    // CO_OPTIMIZED in code.h: the frame keeps its variables in slots, not in a dictionary.
    private static final int OPTIMIZED = 1;
    private static final int MAX_TABLE = 16 << 20;
    private static final int MAX_NAMES = 10_000;

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
    private final Parts parts;
    private @Nullable Set<String> names;
    private final ByAddress<Position> positions = new ByAddress<>();

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
            int plainLocals,
            Parts parts) {
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
        this.parts = parts;
    }

    /**
     * What only the analysis of byte code needs, read when it is asked for.
     *
     * @param codeLength of the byte code, in bytes
     * @param stackSize {@code co_stacksize}
     * @param names the address of {@code co_names}
     * @param constants the address of {@code co_consts}
     * @param exceptionTable the address of {@code co_exceptiontable}; 0 before 3.11
     * @param monitoring the address of what instrumentation has replaced; 0 if nothing was
     * @param executors the address of what the JIT has replaced; 0 if nothing was
     * @param cellsAreLocals whether instructions count cells among all variables, not from the first of them
     */
    record Parts(
            int codeLength,
            int stackSize,
            long names,
            long constants,
            long exceptionTable,
            long monitoring,
            long executors,
            boolean cellsAreLocals) {}

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

    /** The length of the byte code, in bytes. */
    public int codeLength() {
        return parts.codeLength();
    }

    /** {@code co_stacksize}: how many words the value stack of a frame can hold. */
    public int stackSize() {
        return parts.stackSize();
    }

    /** The address of what instrumentation keeps beside the code ({@code _PyCoMonitoringData}); 0 if there is nothing. */
    public long monitoring() {
        return parts.monitoring();
    }

    /** The address of what the JIT keeps beside the code ({@code _PyExecutorArray}); 0 if there is nothing. */
    public long executors() {
        return parts.executors();
    }

    /** {@code co_exceptiontable}; empty before 3.11. */
    public byte[] readExceptionTable() {
        if (parts.exceptionTable() == 0) {
            return new byte[0];
        }
        if (heap.readObject(parts.exceptionTable()) instanceof PyBytes bytes) {
            return bytes.readBytes(MAX_TABLE);
        }
        throw new MemoryFault(parts.exceptionTable(), "holds no bytes");
    }

    /** A name of {@code co_names}. */
    public String readName(int index) {
        return heap.readStr(item(parts.names(), index)).readText();
    }

    /** Whether a name is among {@code co_names}: those of attributes, methods and globals. Those behind very many are not looked at. */
    public boolean hasName(String name) {
        Set<String> known = names;
        if (known == null) {
            known = readNames();
            names = known;
        }
        return known.contains(name);
    }

    private Set<String> readNames() {
        var found = new HashSet<String>();
        if (heap.readObject(parts.names()) instanceof PyTuple items) {
            int count = Math.min(items.readSize(), MAX_NAMES);
            for (int i = 0; i < count; i++) {
                found.add(heap.readStr(items.readItem(i)).readText());
            }
        }
        return found;
    }

    /** The address of a constant of {@code co_consts}. */
    public long readConstant(int index) {
        return item(parts.constants(), index);
    }

    private long item(long tuple, int index) {
        if (heap.readObject(tuple) instanceof PyTuple items && index < items.readSize()) {
            return items.readItem(index);
        }
        throw new MemoryFault(tuple, "has no item " + index);
    }

    /** The name of the variable that an instruction on cells means, such as LOAD_DEREF; null if there is none. */
    public @Nullable String cellName(int argument) {
        return variableName(parts.cellsAreLocals() ? argument : plainLocals + argument);
    }

    /** The name of the variable that an instruction on locals means, such as LOAD_FAST; null if there is none. */
    public @Nullable String variableName(int argument) {
        return argument < variables.size() ? variables.get(argument) : null;
    }

    /** The offset, in bytes, of the first instruction that a debugger would see; what runs before it prepares the frame. */
    public int firstTraceable() {
        return firstTraceable;
    }

    /** The names of the slots of a frame: arguments and locals, then the cells and free variables that are not among them. */
    public List<String> variables() {
        return variables;
    }

    /** Where the instruction at an offset comes from. */
    public Position positionAt(int lasti) {
        Position known = positions.get(lasti);
        if (known == null) {
            known = lines.at(lasti);
            positions.put(lasti, known);
        }
        return known;
    }
}
