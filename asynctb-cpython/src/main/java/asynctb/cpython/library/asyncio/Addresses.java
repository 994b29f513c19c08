package asynctb.cpython.library.asyncio;

/** Addresses as keys of hash tables. */
final class Addresses {
    // An odd number, so that no two addresses become one: the golden ratio, as is usual for this.
    private static final long ODD = 0x9e37_79b9_7f4a_7c15L;

    private Addresses() {}

    /** A key for an address. Objects of one kind stand at even distances, and tables would put most of them together. */
    static long spread(long address) {
        return address * ODD;
    }
}
