package asynctb.memory;

import java.io.IOException;
import java.util.List;

/** The files of a target, by the names that it has for them. */
public interface TargetFiles {
    /**
     * Reads a file as the target would: inside the target's root, and only what the target's user may read, so that a
     * target cannot have its observer, who may be root, show what it could not show itself.
     *
     * @param path absolute, or relative to the target's working directory: the one it was started in, if only there is such
     *     a file
     * @param maxBytes the largest size that is read
     */
    FileRead read(String path, long maxBytes);

    /**
     * Tells quickly of many files which are not there. The others may be there, and are only to be read as {@link #read} does.
     *
     * @param paths absolute; quick is it for files in folders that stand beside one another
     * @return those of the paths that may lead to something
     */
    List<String> perhaps(List<String> paths);

    /**
     * Opens the very file behind a mapping, though it may have been deleted or replaced since; never the one that stands
     * in its place now.
     *
     * @return to be closed by the caller
     * @throws IOException if that file cannot be had any more; the message is a sentence that says why
     */
    ByteSource open(Mapping mapping) throws IOException;
}
