package asynctb.cpython.code;

import asynctb.model.Position;

/**
 * {@code co_linetable} since CPython 3.11: entries of a length in code units and a position with columns. See PEP 657 and
 * Objects/locations.md (InternalDocs/code_objects.md since 3.14).
 *
 * @param firstLine {@code co_firstlineno}
 * @param table the entries
 */
@SuppressWarnings("ArrayRecordComponent") // decoded in place; never compared
public record LocationTable(int firstLine, byte[] table) implements LineTable {
    private static final int UNIT = 2;
    // The kinds of entries: below are the short forms.
    private static final int ONE_LINE_0 = 10;
    private static final int ONE_LINE_2 = 12;
    private static final int NO_COLUMNS = 13;
    private static final int LONG = 14;
    private static final int NONE = 15;

    @Override
    public Position at(int lasti) {
        return lasti < 0 ? Position.ofLine(firstLine) : new Reader().find(lasti);
    }

    /** Walks the entries; what lies behind the end of a damaged table reads as 0. */
    private final class Reader {
        private int next;
        private int line = firstLine;

        Position find(int lasti) {
            int end = 0;
            while (next < table.length) {
                int head = read();
                end += ((head & 7) + 1) * UNIT;
                Position position = position(head >> 3 & 15);
                if (lasti < end) {
                    return position;
                }
            }
            return Position.NONE;
        }

        private Position position(int kind) {
            if (kind == NONE) {
                return Position.NONE;
            } else if (kind == LONG) {
                line += readSigned();
                int endLine = line + readUnsigned();
                int column = readUnsigned() - 1;
                int endColumn = readUnsigned() - 1;
                return new Position(line, endLine, column, endColumn);
            } else if (kind == NO_COLUMNS) {
                line += readSigned();
                return new Position(line, line, -1, -1);
            } else if (kind >= ONE_LINE_0 && kind <= ONE_LINE_2) {
                line += kind - ONE_LINE_0;
                int column = read();
                return new Position(line, line, column, read());
            }
            int columns = read();
            int column = kind << 3 | columns >> 4 & 7;
            return new Position(line, line, column, column + (columns & 15));
        }

        private int read() {
            return next < table.length ? table[next++] & 0xff : 0;
        }

        /** Six bits a byte, lowest first; bit 6 says that more follow. */
        private int readUnsigned() {
            int value = 0;
            int shift = 0;
            int part = read();
            while ((part & 64) != 0 && shift < Integer.SIZE) {
                value |= (part & 63) << shift;
                shift += 6;
                part = read();
            }
            return value | (part & 63) << shift;
        }

        private int readSigned() {
            int value = readUnsigned();
            return (value & 1) != 0 ? -(value >>> 1) : value >>> 1;
        }
    }
}
