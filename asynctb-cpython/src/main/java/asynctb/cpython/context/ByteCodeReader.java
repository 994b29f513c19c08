package asynctb.cpython.context;

import asynctb.cpython.code.Instructions;
import asynctb.cpython.code.UnknownCodeException;
import asynctb.cpython.layout.Layout;
import asynctb.cpython.layout.OpcodeTable;
import asynctb.cpython.object.Heap;
import asynctb.cpython.object.PyCode;
import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;

/**
 * Reads byte code as it stands in memory and brings it back to what was compiled: instructions that were specialised, that
 * monitoring tools have replaced, or that enter the JIT's code.
 */
final class ByteCodeReader {
    private static final int MAX_LENGTH = 64 << 20;
    private static final int UNIT = 2;
    // In _PyExecutorArray (pycore_optimizer.h) the pointers follow two ints; in _PyExecutorObject the original
    // instruction and its argument, a byte each, follow a variable-size object's head and one pointer.
    private static final int EXECUTORS = 8;
    private static final int EXECUTOR_OPCODE = 32;
    // Lines were kept in pairs of an opcode and a step until a release of 3.13, which puts the number of bytes of each
    // entry in front. No byte code begins with an instruction of such a number.
    private static final int LEAST_ENTRY_BYTES = 2;
    private static final int MOST_ENTRY_BYTES = 5;

    private final Memory memory;
    private final OpcodeTable opcodes;
    private final int lines;
    private final int perInstruction;

    ByteCodeReader(Heap heap, OpcodeTable opcodes) {
        this.memory = heap.memory();
        this.opcodes = opcodes;
        Layout layout = heap.layout();
        lines = layout.offsetOrAbsent("_PyCoMonitoringData.lines");
        perInstruction = layout.offsetOrAbsent("_PyCoMonitoringData.per_instruction_opcodes");
    }

    /**
     * The instructions of a code object.
     *
     * @throws UnknownCodeException if they are not what the version's compiler writes
     * @throws asynctb.memory.MemoryFault if they cannot be read
     */
    Instructions read(PyCode code) {
        if (code.codeLength() < 0 || code.codeLength() > MAX_LENGTH) {
            throw new MemoryFault(code.address(), "holds a code of " + code.codeLength() + " bytes");
        }
        byte[] units = memory.readBytes(code.codeStart(), code.codeLength());
        for (int offset = 0; offset + 1 < units.length; ) {
            int number = units[offset] & 0xff;
            int original = opcodes.compiledNumber(number);
            if (opcodes.compiledName(number).equals(OpcodeTable.ELSEWHERE)) {
                original = restore(code, units, offset);
            }
            if (original < 0) {
                throw new UnknownCodeException("an instruction numbered " + number);
            }
            units[offset] = (byte) original;
            offset += UNIT + opcodes.caches(original) * UNIT;
        }
        return Instructions.decode(units, opcodes);
    }

    /** The compiled instruction; the argument is put back where it was replaced too. */
    private int restore(PyCode code, byte[] units, int offset) {
        int number = units[offset] & 0xff;
        if (opcodes.name(number).equals("INSTRUMENTED_LINE")) {
            number = readLineOriginal(code, offset / UNIT);
        }
        if (opcodes.name(number).equals("INSTRUMENTED_INSTRUCTION")) {
            number = memory.readUnsignedByte(memory.readLong(monitoring(code) + perInstruction) + offset / UNIT);
        }
        if (opcodes.name(number).equals("ENTER_EXECUTOR")) {
            long executor =
                    memory.readLong(code.executors() + EXECUTORS + (long) (units[offset + 1] & 0xff) * Long.BYTES);
            number = memory.readUnsignedByte(executor + EXECUTOR_OPCODE);
            units[offset + 1] = memory.readByte(executor + EXECUTOR_OPCODE + 1);
        }
        return opcodes.compiledNumber(number);
    }

    private int readLineOriginal(PyCode code, int unit) {
        long table = memory.readLong(monitoring(code) + lines);
        int first = memory.readUnsignedByte(table);
        return first >= LEAST_ENTRY_BYTES && first <= MOST_ENTRY_BYTES
                ? memory.readUnsignedByte(table + 1 + (long) unit * first)
                : memory.readUnsignedByte(table + (long) unit * LEAST_ENTRY_BYTES);
    }

    private static long monitoring(PyCode code) {
        if (code.monitoring() == 0) {
            throw new UnknownCodeException("an instrumented instruction, but no original of it");
        }
        return code.monitoring();
    }
}
