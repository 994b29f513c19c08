package asynctb.memory.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What the system says about a file.
 *
 * @param mode kind and rights
 * @param user number of its owner
 * @param group number of its group
 * @param inode its number on its device
 * @param key tells it from all others, as {@link java.nio.file.attribute.BasicFileAttributes#fileKey()}
 * @param size in bytes
 * @param modified when its content was last changed, as its owner may say
 * @param placed when it was last changed in any way, as the system says
 */
record FileFacts(int mode, long user, long group, long inode, Object key, long size, Instant modified, Instant placed) {
    private static final int KIND = 0170000;

    static FileFacts of(Path path, LinkOption... options) throws IOException {
        Map<String, Object> facts =
                Files.readAttributes(path, "unix:mode,uid,gid,ino,fileKey,size,lastModifiedTime,ctime", options);
        return new FileFacts(
                (int) number(facts, "mode"),
                Integer.toUnsignedLong((int) number(facts, "uid")),
                Integer.toUnsignedLong((int) number(facts, "gid")),
                number(facts, "ino"),
                Objects.requireNonNull(facts.get("fileKey")),
                number(facts, "size"),
                time(facts, "lastModifiedTime"),
                time(facts, "ctime"));
    }

    private static Instant time(Map<String, Object> facts, String name) {
        return facts.get(name) instanceof FileTime time ? time.toInstant() : Instant.EPOCH;
    }

    private static long number(Map<String, Object> facts, String name) throws IOException {
        if (facts.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IOException("the system does not say " + name);
    }

    boolean isRegular() {
        return (mode & KIND) == 0100000;
    }

    boolean isDirectory() {
        return (mode & KIND) == 0040000;
    }

    boolean isLink() {
        return (mode & KIND) == 0120000;
    }

    boolean isSameFile(FileFacts other) {
        return key.equals(other.key);
    }

    /** The kind as a noun with its article. */
    String kind() {
        return switch (mode & KIND) {
            case 0100000 -> "a file";
            case 0040000 -> "a directory";
            case 0120000 -> "a link";
            case 0010000 -> "a FIFO";
            case 0140000 -> "a socket";
            default -> "a device";
        };
    }
}
