package asynctb.memory.elf;

/**
 * A program header: what is to be where in memory.
 *
 * @param type {@link #LOAD}, {@link #DYNAMIC}, {@link #NOTE} or another one
 * @param flags {@link #READ}, {@link #WRITE} and {@link #EXECUTE}
 * @param offset where in the file it begins
 * @param vaddr where in memory it begins, before the bias
 * @param filesz how many bytes of it are in the file
 * @param memsz how many bytes it has in memory
 * @param align what its addresses are multiples of
 */
public record Segment(int type, int flags, long offset, long vaddr, long filesz, long memsz, long align) {
    /** A part of the memory. */
    public static final int LOAD = 1;

    /** What the dynamic linker needs. */
    public static final int DYNAMIC = 2;

    /** {@linkplain Note Notes}. */
    public static final int NOTE = 4;

    /** A flag: it may be run. */
    public static final int EXECUTE = 1;

    /** A flag: it may be written. */
    public static final int WRITE = 2;

    /** A flag: it may be read. */
    public static final int READ = 4;
}
