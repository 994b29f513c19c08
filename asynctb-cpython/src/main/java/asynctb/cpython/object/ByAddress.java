package asynctb.cpython.object;

import org.jspecify.annotations.Nullable;

/**
 * Values by address. Objects of one kind stand at even distances, which the tables of Java bear badly, and those make an
 * object of each key.
 *
 * @param <V> the values
 */
public final class ByAddress<V> {
    // The golden ratio, as is usual for this.
    private static final long ODD = 0x9e37_79b9_7f4a_7c15L;
    private static final int LEAST_BITS = 4;

    private int bits = LEAST_BITS;
    private long[] keys = new long[1 << LEAST_BITS];
    private @Nullable Object[] values = new Object[1 << LEAST_BITS];
    private int size;

    /** The table that stands for an address in a table of tables; it is put there if there is none yet. */
    public static <V> ByAddress<V> in(ByAddress<ByAddress<V>> tables, long address) {
        ByAddress<V> table = tables.get(address);
        if (table == null) {
            table = new ByAddress<>();
            tables.put(address, table);
        }
        return table;
    }

    /** The value of an address; null if it has none. */
    @SuppressWarnings("unchecked") // only such are put in
    public @Nullable V get(long address) {
        return (V) values[slot(address)];
    }

    /** Gives an address its value, in place of the one that it has. */
    public void put(long address, V value) {
        int slot = slot(address);
        if (values[slot] == null && ++size * 2 > values.length) {
            grow();
            slot = slot(address);
        }
        keys[slot] = address;
        values[slot] = value;
    }

    /** Open addressing: where an address stands, or the free place where it belongs. */
    private int slot(long address) {
        int slot = (int) (address * ODD >>> -bits);
        while (values[slot] != null && keys[slot] != address) {
            slot = slot + 1 & values.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        bits++;
        keys = new long[1 << bits];
        values = new Object[1 << bits];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
