package asynctb.cpython.code;

/**
 * One instruction, as it was compiled.
 *
 * @param index its place among the instructions
 * @param start where its EXTENDED_ARG prefixes begin, in bytes from the start of the byte code
 * @param offset where the instruction itself stands; {@code start} if it has no prefixes
 * @param next the offset behind it and its cache entries
 * @param name as in the module {@code opcode}
 * @param argument its argument with that of its prefixes; 0 if it takes none
 * @param target where it jumps to; -1 if it does not jump
 */
public record Instruction(int index, int start, int offset, int next, String name, int argument, int target) {
    /** Whether it is one of these. */
    public boolean is(String... names) {
        for (String other : names) {
            if (name.equals(other)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is this one, with this argument. */
    public boolean is(String other, int otherArgument) {
        return argument == otherArgument && name.equals(other);
    }
}
