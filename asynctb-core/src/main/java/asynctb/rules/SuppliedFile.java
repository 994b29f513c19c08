package asynctb.rules;

import org.jspecify.annotations.Nullable;

/**
 * A file of rules that a package of the target brings along. It may be hostile: what its rules may do is less than what others
 * may.
 *
 * @param owner the package, which alone the rules may be about
 * @param path of the file, as the target names it
 * @param text what is in it; null if it could not be read
 * @param obstacle why it could not be read, as a part of a sentence; null if it could
 */
public record SuppliedFile(
        String owner,
        String path,
        @Nullable String text,
        @Nullable String obstacle) {
    /** A file that was read. */
    public static SuppliedFile of(String owner, String path, String text) {
        return new SuppliedFile(owner, path, text, null);
    }

    /** A file that is there, but could not be read. */
    public static SuppliedFile unreadable(String owner, String path, String obstacle) {
        return new SuppliedFile(owner, path, null, obstacle);
    }

    /** Whether something with a full name is the package's own: itself, or in it. */
    public boolean owns(String name) {
        return name.equals(owner) || name.startsWith(owner + ".");
    }
}
