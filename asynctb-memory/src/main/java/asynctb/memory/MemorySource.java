package asynctb.memory;

/** Where bytes of a target come from: a live process, a core file, a snapshot. */
public interface MemorySource {
    /**
     * Reads as many bytes as can be read without a gap.
     *
     * @return how many; less than {@code length} where the memory ends, 0 if nothing can be read there
     */
    int read(long address, byte[] target, int offset, int length);

    /**
     * Prepares to copy ranges at once.
     *
     * @param starts the first address of each: that of a page
     * @param lengths how many bytes each has: whole pages
     * @return to be closed by the caller
     */
    default Transfer prepare(long[] starts, int[] lengths) {
        return new PlainTransfer(this, starts, lengths);
    }
}
