package asynctb.memory;

/**
 * A range of a target's addresses.
 *
 * @param start first address
 * @param end address after the last
 * @param readable whether the target may read it
 * @param writable whether the target may write it
 * @param executable whether the target may run it
 * @param offset where in the file it begins; 0 if there is no file
 * @param inode of the file as the target's system numbers it; 0 if there is no file
 * @param path as the system names it, without a mark of deletion; empty if it has none
 * @param deleted whether the file was deleted or replaced since
 */
public record Mapping(
        long start,
        long end,
        boolean readable,
        boolean writable,
        boolean executable,
        long offset,
        long inode,
        String path,
        boolean deleted) {
    /** Whether an address lies in it. */
    public boolean contains(long address) {
        return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
    }

    /** Whether it is a part of a file. */
    public boolean isFile() {
        return inode != 0 && path.startsWith("/");
    }
}
