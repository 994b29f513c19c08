package asynctb.rules;

/** Reads the files of rules that packages of a target bring along; found by {@link java.util.ServiceLoader}. */
public interface SuppliedFileReader {
    /**
     * Reads one.
     *
     * @param file whose text is there
     * @throws IllegalArgumentException if something is wrong with it, or it speaks of what is not its package's own; the message
     *     says where, and quotes nothing of it
     */
    Rules read(SuppliedFile file);
}
