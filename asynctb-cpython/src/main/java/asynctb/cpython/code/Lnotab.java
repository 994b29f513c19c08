package asynctb.cpython.code;

import asynctb.model.Position;

/**
 * {@code co_lnotab}, up to CPython 3.9: pairs of an unsigned step of the address and a signed step of the line. See
 * Objects/lnotab_notes.txt.
 *
 * @param firstLine {@code co_firstlineno}
 * @param table the pairs
 */
@SuppressWarnings("ArrayRecordComponent") // decoded in place; never compared
public record Lnotab(int firstLine, byte[] table) implements LineTable {
    @Override
    public Position at(int lasti) {
        int line = firstLine;
        int address = 0;
        for (int i = 0; i + 1 < table.length; i += 2) {
            address += table[i] & 0xff;
            if (address > lasti) {
                break;
            }
            line += table[i + 1];
        }
        return Position.ofLine(line);
    }
}
