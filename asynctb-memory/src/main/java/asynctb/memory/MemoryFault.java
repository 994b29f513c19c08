package asynctb.memory;

/**
 * The target's memory could not be read at an address, or held there what cannot be. The one exception below the model;
 * it has no stack trace because it is thrown often and says all by itself.
 */
public final class MemoryFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long address;

    /**
     * @param address where
     * @param reason what was wrong, as a part of a sentence: {@code "cannot be read"}
     */
    public MemoryFault(long address, String reason) {
        super("memory at 0x" + Long.toHexString(address) + " " + reason, null, false, false);
        this.address = address;
    }

    /** Where the read began. */
    public long address() {
        return address;
    }
}
