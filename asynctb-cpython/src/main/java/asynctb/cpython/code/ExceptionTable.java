package asynctb.cpython.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code co_exceptiontable} since CPython 3.11: which instructions lead to which handler. See
 * Objects/exception_handling_notes.txt (InternalDocs/exception_handling.md since 3.14).
 *
 * @param entries in the order of their starts; they do not overlap
 */
public record ExceptionTable(List<Entry> entries) {
    private static final int UNIT = 2;
    private static final int MORE = 64;
    private static final int VALUE = 63;
    private static final int VALUE_BITS = 6;

    /**
     * One range.
     *
     * @param start the offset of its first instruction, in bytes
     * @param end the offset behind its last one
     * @param target the offset of the handler
     * @param depth how many words of the value stack the handler keeps
     */
    public record Entry(int start, int end, int target, int depth) {}

    public ExceptionTable {
        entries = List.copyOf(entries);
    }

    /** Decodes a table: numbers of six bits a byte, highest first, bit 6 says that more follow. */
    public static ExceptionTable decode(byte[] table) {
        var entries = new ArrayList<Entry>();
        var reader = new Reader(table);
        while (reader.next < table.length) {
            int start = reader.read() * UNIT;
            int length = reader.read() * UNIT;
            int target = reader.read() * UNIT;
            int depth = reader.read() >> 1;
            entries.add(new Entry(start, start + length, target, depth));
        }
        return new ExceptionTable(entries);
    }

    /** The entry that an instruction belongs to; null if an exception there leaves the frame. */
    public @Nullable Entry cover(int offset) {
        int low = 0;
        int high = entries.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Entry entry = entries.get(middle);
            if (offset < entry.start()) {
                high = middle - 1;
            } else if (offset >= entry.end()) {
                low = middle + 1;
            } else {
                return entry;
            }
        }
        return null;
    }

    /** The entry that begins at an instruction; null if none does. */
    public @Nullable Entry startingAt(int offset) {
        Entry entry = cover(offset);
        return entry != null && entry.start() == offset ? entry : null;
    }

    /** What lies behind the end of a damaged table reads as 0. */
    private static final class Reader {
        private final byte[] table;
        private int next;

        Reader(byte[] table) {
            this.table = table;
        }

        int read() {
            int part = readByte();
            int value = part & VALUE;
            while ((part & MORE) != 0 && next < table.length) {
                part = readByte();
                value = value << VALUE_BITS | part & VALUE;
            }
            return value;
        }

        private int readByte() {
            return next < table.length ? table[next++] : 0;
        }
    }
}
