package asynctb.cpython.code;

import asynctb.cpython.layout.OpcodeTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The instructions of a code object, without prefixes and cache entries of their own. */
public final class Instructions {
    private static final int UNIT = 2;
    private static final int MAX_PREFIX = Integer.MAX_VALUE >> Byte.SIZE;

    private final List<Instruction> list;
    private final Instruction[] owners;

    private Instructions(List<Instruction> list, Instruction[] owners) {
        this.list = list;
        this.owners = owners;
    }

    /**
     * Decodes byte code.
     *
     * @param units two bytes each, brought back to compiled instructions
     * @param opcodes of the version
     * @throws UnknownCodeException if it is not byte code of that version
     */
    public static Instructions decode(byte[] units, OpcodeTable opcodes) {
        var list = new ArrayList<Instruction>(units.length / 4);
        var owners = new Instruction[units.length / UNIT];
        int start = 0;
        int argument = 0;
        for (int offset = 0; offset + 1 < units.length; ) {
            int number = units[offset] & 0xff;
            String name = opcodes.name(number);
            if (name.isEmpty()) {
                throw new UnknownCodeException("an instruction numbered " + number);
            }
            int next = offset + UNIT + opcodes.caches(number) * UNIT;
            if (opcodes.hasArgument(number)) {
                argument |= units[offset + 1] & 0xff;
            }
            if (opcodes.isExtendedArg(number)) {
                if (argument > MAX_PREFIX) {
                    throw new UnknownCodeException("an argument of more than 31 bits");
                }
                argument <<= Byte.SIZE;
                offset = next;
                continue;
            }
            if (next > units.length) {
                throw new UnknownCodeException("an instruction that goes beyond the end");
            }
            int target = opcodes.jumpTarget(number, argument, next);
            var instruction = new Instruction(list.size(), start, offset, next, name, argument, target);
            list.add(instruction);
            for (int unit = start / UNIT; unit < next / UNIT; unit++) {
                owners[unit] = instruction;
            }
            argument = 0;
            start = next;
            offset = next;
        }
        return new Instructions(List.copyOf(list), owners);
    }

    /** All of them, in the order of their offsets. */
    public List<Instruction> list() {
        return list;
    }

    /** The instruction that an offset belongs to, be it that of a prefix or of a cache entry; null if there is none. */
    public @Nullable Instruction at(int offset) {
        return offset < 0 || offset / UNIT >= owners.length ? null : owners[offset / UNIT];
    }

    /** The instruction that stands before another one; null if it is the first. */
    public @Nullable Instruction before(Instruction instruction) {
        return instruction.index() == 0 ? null : list.get(instruction.index() - 1);
    }

    /** The instruction that stands behind another one; null if it is the last. */
    public @Nullable Instruction after(Instruction instruction) {
        return instruction.index() + 1 == list.size() ? null : list.get(instruction.index() + 1);
    }
}
