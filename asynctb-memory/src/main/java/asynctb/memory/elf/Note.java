package asynctb.memory.elf;

/**
 * A note: what somebody wrote into a file about it.
 *
 * @param name whose kind of note: {@code GNU}, {@code CORE}
 * @param type which kind
 * @param bytes what it says; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // a view of bytes that nobody compares
public record Note(String name, int type, byte[] bytes) {
    /** Of {@code GNU}: the id of the build. */
    public static final int GNU_BUILD_ID = 3;
}
