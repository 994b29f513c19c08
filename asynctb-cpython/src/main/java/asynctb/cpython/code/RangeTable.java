package asynctb.cpython.code;

import asynctb.model.Position;

/**
 * {@code co_linetable} of CPython 3.10: pairs of the unsigned length of a range of addresses and a signed step of the
 * line. See PEP 626 and Objects/lnotab_notes.txt.
 *
 * @param firstLine {@code co_firstlineno}
 * @param table the pairs
 */
@SuppressWarnings("ArrayRecordComponent") // decoded in place; never compared
public record RangeTable(int firstLine, byte[] table) implements LineTable {
    private static final int NO_LINE = -128;

    @Override
    public Position at(int lasti) {
        if (lasti < 0) {
            return Position.ofLine(firstLine);
        }
        int line = firstLine;
        int end = 0;
        for (int i = 0; i + 1 < table.length; i += 2) {
            end += table[i] & 0xff;
            boolean none = table[i + 1] == NO_LINE;
            if (!none) {
                line += table[i + 1];
            }
            if (lasti < end) {
                return none ? Position.NONE : Position.ofLine(line);
            }
        }
        return Position.NONE;
    }
}
