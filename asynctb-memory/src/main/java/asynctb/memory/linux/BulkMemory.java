package asynctb.memory.linux;

import asynctb.memory.MemorySource;
import asynctb.memory.Transfer;

/**
 * Reads large ranges by a fast way that knows the process by its number only, and the rest by its memory file.
 *
 * @param fast for large ranges
 * @param file bound to the process itself
 */
record BulkMemory(MemorySource fast, MemorySource file, ProcDirectory process) implements MemorySource {
    /** From here on the look at who has the number costs little beside the read. */
    private static final int LARGE = 256 << 10;

    @Override
    public int read(long address, byte[] target, int offset, int length) {
        if (length < LARGE) {
            return file.read(address, target, offset, length);
        }
        int count = fast.read(address, target, offset, length);
        if (count > 0 && process.stat().isPresent()) {
            return count;
        }
        return file.read(address, target, offset, length);
    }

    /** Who makes use of the copy asks whether it is still the same process. */
    @Override
    public Transfer prepare(long[] starts, int[] lengths) {
        return fast.prepare(starts, lengths);
    }
}
