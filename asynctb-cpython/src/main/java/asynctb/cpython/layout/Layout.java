package asynctb.cpython.layout;

import java.util.HashMap;
import java.util.Map;

/**
 * The offsets of one version, in bytes, by the names that CPython's sources give to structures and members. The one place
 * that turns a name into a number; readers ask once, when a target is attached.
 */
public final class Layout {
    /** What {@link #offsetOrAbsent} gives for a member that the version does not have. */
    public static final int ABSENT = -1;

    private final PythonVersion version;
    private final Map<String, Integer> offsets;
    private final Map<String, Integer> sizes;
    private final Map<String, Bits> bits;

    Layout(PythonVersion version, Map<String, Integer> offsets, Map<String, Integer> sizes, Map<String, Bits> bits) {
        this.version = version;
        this.offsets = offsets;
        this.sizes = sizes;
        this.bits = bits;
    }

    /**
     * Where a bit field stands.
     *
     * @param offset of the byte that its word begins with
     * @param shift the number of its lowest bit in that word
     * @param count how many bits it has
     */
    public record Bits(int offset, int shift, int count) {
        /** The field's value in its word. */
        public int of(int word) {
            return word >>> shift & (1 << count) - 1;
        }
    }

    /** This layout where a target says otherwise of itself: its offsets win, by their names. */
    public Layout overlaid(Map<String, Integer> overlay) {
        if (overlay.isEmpty()) {
            return this;
        }
        var merged = new HashMap<>(offsets);
        merged.putAll(overlay);
        return new Layout(version, merged, sizes, bits);
    }

    /** The version that the table was made for. */
    public PythonVersion version() {
        return version;
    }

    /**
     * The offset of the first of these members that the version has; later names are those of older versions.
     *
     * @throws IllegalStateException if it has none: the table and the reader do not fit
     */
    public int offset(String... names) {
        int offset = offsetOrAbsent(names);
        if (offset == ABSENT) {
            throw new IllegalStateException("the layout of CPython " + version.minorText() + " lacks " + names[0]);
        }
        return offset;
    }

    /** The offset of the first of these members that the version has, or {@link #ABSENT}. */
    public int offsetOrAbsent(String... names) {
        for (String name : names) {
            Integer offset = offsets.get(name);
            if (offset != null) {
                return offset;
            }
        }
        return ABSENT;
    }

    /** Whether the version has the member. */
    public boolean has(String name) {
        return offsets.containsKey(name);
    }

    /**
     * Where a bit field stands.
     *
     * @throws IllegalStateException if the version has no such field
     */
    public Bits bits(String name) {
        Bits field = bits.get(name);
        if (field == null) {
            throw new IllegalStateException("the layout of CPython " + version.minorText() + " lacks " + name);
        }
        return field;
    }

    /**
     * The size of a structure.
     *
     * @throws IllegalStateException if the version has no such structure
     */
    public int size(String struct) {
        Integer size = sizes.get(struct);
        if (size == null) {
            throw new IllegalStateException("the layout of CPython " + version.minorText() + " lacks " + struct);
        }
        return size;
    }
}
