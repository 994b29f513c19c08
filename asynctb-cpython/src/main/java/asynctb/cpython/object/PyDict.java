package asynctb.cpython.object;

import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;
import java.util.OptionalLong;

/**
 * A {@code dict}, with its own table or sharing its keys with others of its class.
 *
 * @param heap the memory that it is read from
 * @param address where it stands
 * @param type its type
 */
public record PyDict(Heap heap, long address, PyType type) implements PyObject {
    private static final long MAX_ENTRIES = 1 << 28;

    /** Takes the entries one by one. */
    @FunctionalInterface
    public interface EntryVisitor {
        /**
         * Takes one entry.
         *
         * @param key the key's address
         * @param value the value's address
         * @return whether to go on
         */
        boolean visit(long key, long value);
    }

    /** How many entries it has. */
    public int readSize() {
        return heap.readCount(address + heap.offsets.dictUsed, MAX_ENTRIES);
    }

    /** Visits the entries in the order of their insertion. */
    public void readEntries(EntryVisitor visitor) {
        long keys = heap.readPointer(address + heap.offsets.dictKeys);
        long values = heap.readPointer(address + heap.offsets.dictValues);
        readEntries(
                heap,
                keys,
                values == 0 ? 0 : values + Math.max(0, heap.offsets.valuesItems),
                Integer.MAX_VALUE,
                visitor);
    }

    /** The value under a string. */
    public OptionalLong readValue(String key) {
        var finder = new long[1];
        readEntries((k, value) -> {
            if (isKey(k, key)) {
                finder[0] = value;
                return false;
            }
            return true;
        });
        return finder[0] == 0 ? OptionalLong.empty() : OptionalLong.of(finder[0]);
    }

    private boolean isKey(long address, String key) {
        return heap.readTypeOf(address).kind() == Kind.STR
                && heap.readStr(address).readEquals(key);
    }

    /**
     * Visits a table of keys.
     *
     * @param values where the values stand if the keys are shared; 0 if they stand beside the keys
     * @param limit how many entries of the table are in use at the most
     */
    static void readEntries(Heap heap, long keys, long values, int limit, EntryVisitor visitor) {
        Memory memory = heap.memory();
        ObjectOffsets offsets = heap.offsets;
        boolean unicode = offsets.keysKind >= 0 && memory.readByte(keys + offsets.keysKind) != 0;
        int count = Math.min(heap.readCount(keys + offsets.keysEntryCount, MAX_ENTRIES), limit);
        long entry = keys + offsets.keysIndices + readIndexBytes(heap, keys);
        for (int i = 0; i < count; i++) {
            long key = memory.readLong(unicode ? entry : entry + offsets.entryKey);
            long value = memory.readLong(
                    values != 0
                            ? values + (long) i * Long.BYTES
                            : unicode ? entry + Long.BYTES : entry + offsets.entryValue);
            if (key != 0 && value != 0 && !visitor.visit(key, value)) {
                return;
            }
            entry += unicode ? offsets.unicodeEntrySize : offsets.entrySize;
        }
    }

    /** The length of the hash table that stands before the entries; see DK_IXSIZE in dictobject.c. */
    private static long readIndexBytes(Heap heap, long keys) {
        if (heap.offsets.keysLog2IndexBytes >= 0) {
            int log2 = heap.memory().readUnsignedByte(keys + heap.offsets.keysLog2IndexBytes);
            if (log2 > 40) {
                throw new MemoryFault(keys, "holds no keys of a dict");
            }
            return 1L << log2;
        }
        long size = heap.readCount(keys + heap.offsets.keysSize, MAX_ENTRIES);
        return size <= 0xff ? size : size <= 0xffff ? 2 * size : 4 * size;
    }
}
