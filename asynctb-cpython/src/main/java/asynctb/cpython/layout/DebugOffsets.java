package asynctb.cpython.layout;

import asynctb.memory.Memory;
import java.util.HashMap;
import java.util.Map;

/**
 * What a target says of its own layout: {@code _Py_DebugOffsets} at the start of its runtime state, since CPython 3.13. See
 * pycore_debug_offsets.h.
 */
public final class DebugOffsets {
    // The bytes "xdebugpy" as a little-endian number.
    private static final long COOKIE = 0x7970_6775_6265_6478L;
    // What follows the cookie, a word each: which version it is tells the head, so no version's table can tell that.
    private static final int VERSION = 8;
    private static final int FREE_THREADED = 16;
    private static final String STRUCT = "_Py_DebugOffsets.";
    private static final int MAX_OFFSET = 1 << 20;

    private DebugOffsets() {}

    /**
     * The head of the structure, which is the same in every version.
     *
     * @param hexVersion as {@code sys.hexversion}
     * @param freeThreaded whether it was built without the GIL
     */
    public record Head(long hexVersion, boolean freeThreaded) {}

    /** Whether the runtime state begins with the structure. */
    public static boolean isAt(Memory memory, long runtime) {
        return memory.readLong(runtime) == COOKIE;
    }

    /** The head of the structure. */
    public static Head readHead(Memory memory, long runtime) {
        return new Head(memory.readLong(runtime + VERSION), memory.readLong(runtime + FREE_THREADED) != 0);
    }

    /**
     * The offsets that the target names, under the names of the tables. An offset that cannot be one is left out.
     *
     * @param table of the version whose form of the structure is to be tried
     */
    public static Map<String, Integer> read(Memory memory, long runtime, Layout table) {
        var offsets = new HashMap<String, Integer>();
        for (String line : TableFile.lines("debug-offsets.names")) {
            int blank = line.indexOf(' ');
            int word = table.offsetOrAbsent(STRUCT + line.substring(0, blank));
            if (word != Layout.ABSENT) {
                long offset = memory.readLong(runtime + word);
                if (offset >= 0 && offset < MAX_OFFSET) {
                    offsets.put(line.substring(blank + 1), (int) offset);
                }
            }
        }
        return offsets;
    }
}
