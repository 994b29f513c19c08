package asynctb.cpython.source;

import asynctb.cpython.layout.Behavior;
import asynctb.cpython.layout.PythonVersion;
import asynctb.memory.FileRead;
import asynctb.memory.TargetFiles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What the compiled files that Python keeps beside its sources say of these: see PEP 3147 and 552. A program that has
 * loaded one runs what the source was when that was made.
 */
public final class CompiledFiles {
    private static final long MAX_FILE = 64 << 20;
    // Without, and with the levels of optimization that there are.
    private static final List<String> ENDS = List.of(".pyc", ".opt-1.pyc", ".opt-2.pyc");
    private static final int MAGIC = Integer.BYTES;

    private final TargetFiles files;
    private final String tag;
    private final boolean hasFlags;

    public CompiledFiles(TargetFiles files, PythonVersion version, Behavior behavior) {
        this.files = files;
        this.tag = version.cacheTag();
        this.hasFlags = behavior.compiledFilesHaveFlags();
    }

    /** Whether there are some, and all of another source than this. */
    boolean areOfAnother(String path, FileRead.Content source) {
        int name = path.lastIndexOf('/') + 1;
        if (!path.endsWith(".py")) {
            return false;
        }
        String start = path.substring(0, name) + "__pycache__/" + path.substring(name, path.length() - 2) + tag;
        boolean isOfAnother = false;
        for (String end : ENDS) {
            if (files.read(start + end, MAX_FILE) instanceof FileRead.Content compiled) {
                var header = ByteBuffer.wrap(compiled.bytes()).order(ByteOrder.LITTLE_ENDIAN);
                int at = hasFlags ? MAGIC + Integer.BYTES : MAGIC;
                // With a flag set, a hash of the source stands there, or nothing is to be compared.
                boolean tells = header.limit() >= at + 2 * Integer.BYTES && (!hasFlags || header.getInt(MAGIC) == 0);
                if (tells && isOf(header.getInt(at), header.getInt(at + Integer.BYTES), source)) {
                    return false;
                }
                isOfAnother |= tells;
            }
        }
        return isOfAnother;
    }

    private static boolean isOf(int modified, int size, FileRead.Content source) {
        return modified == (int) source.modified().getEpochSecond() && size == source.bytes().length;
    }
}
