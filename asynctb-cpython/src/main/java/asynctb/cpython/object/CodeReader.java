package asynctb.cpython.object;

import asynctb.cpython.code.LineTable;
import asynctb.cpython.code.Lnotab;
import asynctb.cpython.code.LocationTable;
import asynctb.cpython.code.RangeTable;
import asynctb.cpython.layout.Layout;
import asynctb.memory.MemoryFault;
import java.util.ArrayList;
import java.util.List;

/** Reads code objects, each once in a picture. */
final class CodeReader {
    private static final int MAX_TABLE = 16 << 20;
    private static final int MAX_VARIABLES = 1 << 16;

    private final Heap heap;
    private final ByAddress<PyCode> codes = new ByAddress<>();
    private final int name;
    private final int qualname;
    private final int file;
    private final int argumentCount;
    private final int flags;
    private final int firstLine;
    private final int firstTraceable;
    private final int lnotab;
    private final int lineTable;
    private final int codeBytes;
    private final int codeInline;
    private final int localsplusNames;
    private final int localCount;
    private final int variableNames;
    private final int cellNames;
    private final int freeNames;
    private final int obSize;
    private final int stackSize;
    private final int names;
    private final int constants;
    private final int exceptionTable;
    private final int monitoring;
    private final int executors;

    CodeReader(Heap heap, Layout layout) {
        this.heap = heap;
        name = layout.offset("PyCodeObject.co_name");
        qualname = layout.offsetOrAbsent("PyCodeObject.co_qualname");
        file = layout.offset("PyCodeObject.co_filename");
        argumentCount = layout.offset("PyCodeObject.co_argcount");
        flags = layout.offset("PyCodeObject.co_flags");
        firstLine = layout.offset("PyCodeObject.co_firstlineno");
        firstTraceable = layout.offsetOrAbsent("PyCodeObject._co_firsttraceable");
        lnotab = layout.offsetOrAbsent("PyCodeObject.co_lnotab");
        lineTable = layout.offsetOrAbsent("PyCodeObject.co_linetable");
        codeBytes = layout.offsetOrAbsent("PyCodeObject.co_code");
        codeInline = layout.offsetOrAbsent("PyCodeObject.co_code_adaptive");
        localsplusNames = layout.offsetOrAbsent("PyCodeObject.co_localsplusnames");
        localCount = layout.offset("PyCodeObject.co_nlocals");
        variableNames = layout.offsetOrAbsent("PyCodeObject.co_varnames");
        cellNames = layout.offsetOrAbsent("PyCodeObject.co_cellvars");
        freeNames = layout.offsetOrAbsent("PyCodeObject.co_freevars");
        obSize = layout.offset("PyVarObject.ob_size");
        stackSize = layout.offset("PyCodeObject.co_stacksize");
        names = layout.offset("PyCodeObject.co_names");
        constants = layout.offset("PyCodeObject.co_consts");
        exceptionTable = layout.offsetOrAbsent("PyCodeObject.co_exceptiontable");
        monitoring = layout.offsetOrAbsent("PyCodeObject._co_monitoring");
        executors = layout.offsetOrAbsent("PyCodeObject.co_executors");
    }

    PyCode readCode(long address) {
        PyCode known = codes.get(address);
        return known != null ? known : readCode(address, heap.readTypeOf(address));
    }

    PyCode readCode(long address, PyType type) {
        PyCode known = codes.get(address);
        if (known == null) {
            if (!type.isExactly(Kind.CODE)) {
                throw new MemoryFault(address, "holds no code object");
            }
            known = read(address, type);
            codes.put(address, known);
        }
        return known;
    }

    private PyCode read(long address, PyType type) {
        return new PyCode(
                heap,
                address,
                type,
                readText(address + name),
                qualname < 0 ? null : readText(address + qualname),
                readText(address + file),
                heap.memory().readInt(address + argumentCount),
                heap.memory().readInt(address + flags),
                codeInline >= 0
                        ? address + codeInline
                        : readBytesAt(address + codeBytes).readStart(),
                firstTraceable < 0 ? 0 : heap.memory().readInt(address + firstTraceable) * 2,
                readLines(address),
                readVariables(address),
                heap.memory().readInt(address + localCount),
                readParts(address));
    }

    private PyCode.Parts readParts(long address) {
        return new PyCode.Parts(
                codeInline >= 0
                        ? heap.readCount(address + obSize, MAX_TABLE) * 2
                        : readBytesAt(address + codeBytes).readLength(),
                heap.memory().readInt(address + stackSize),
                heap.readPointer(address + names),
                heap.readPointer(address + constants),
                readOptional(address, exceptionTable),
                readOptional(address, monitoring),
                readOptional(address, executors),
                localsplusNames >= 0);
    }

    private long readOptional(long address, int member) {
        return member < 0 ? 0 : heap.readPointer(address + member);
    }

    private String readText(long member) {
        return heap.readStr(heap.readPointer(member)).readText();
    }

    private PyBytes readBytesAt(long member) {
        long address = heap.readPointer(member);
        if (heap.readObject(address) instanceof PyBytes bytes) {
            return bytes;
        }
        throw new MemoryFault(address, "holds no bytes");
    }

    private LineTable readLines(long address) {
        int line = heap.memory().readInt(address + firstLine);
        if (lnotab >= 0) {
            return new Lnotab(line, readBytesAt(address + lnotab).readBytes(MAX_TABLE));
        }
        byte[] table = readBytesAt(address + lineTable).readBytes(MAX_TABLE);
        return codeInline >= 0 ? new LocationTable(line, table) : new RangeTable(line, table);
    }

    private List<String> readVariables(long address) {
        var names = new ArrayList<String>();
        if (localsplusNames >= 0) {
            readNames(address + localsplusNames, names);
        } else {
            readNames(address + variableNames, names);
            readNames(address + cellNames, names);
            readNames(address + freeNames, names);
        }
        return List.copyOf(names);
    }

    /** Adds the strings of the tuple that a member refers to. */
    private void readNames(long member, List<String> names) {
        long address = heap.readPointer(member);
        if (heap.readObject(address) instanceof PyTuple tuple) {
            int size = tuple.readSize();
            if (size > MAX_VARIABLES) {
                throw new MemoryFault(address, "holds the names of " + size + " variables");
            }
            for (int i = 0; i < size; i++) {
                names.add(heap.readName(tuple.readItem(i)));
            }
        }
    }
}
