package asynctb.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Where a result goes. A file comes to be as a whole or not at all: it is written beside its place and moved there by
 * {@link #commit}.
 */
final class Output implements AutoCloseable {
    private final Writer writer;
    private final @Nullable Path place;
    private final @Nullable Path draft;
    private boolean isCommitted;

    private Output(OutputStream stream, @Nullable Path place, @Nullable Path draft) {
        this.writer = new Utf8Writer(stream);
        this.place = place;
        this.draft = draft;
    }

    static Output to(OutputStream stream) {
        return new Output(stream, null, null);
    }

    static Output toFile(String name) throws IOException {
        Path file = path(name);
        if (Files.exists(file)) {
            // A link stays one; a device or a named pipe is written to, not replaced.
            file = file.toRealPath();
            if (Files.isDirectory(file)) {
                throw new FileSystemException(name, null, "is a folder");
            }
            if (!Files.isRegularFile(file)) {
                return to(Files.newOutputStream(file));
            }
        }
        Path draft = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            // Not createTempFile: the file is to have the rights that the user's other files have.
            return new Output(Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW), file, draft);
        } catch (NoSuchFileException e) {
            throw missing(name, e);
        } catch (AccessDeniedException e) {
            throw refused(name, e);
        }
    }

    private static Path path(String name) throws FileSystemException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            var failure = new FileSystemException(name, null, "is a name that cannot be expressed in this locale");
            failure.initCause(e);
            throw failure;
        }
    }

    /** Users know nothing of the draft: what is said is said of the file that they named. */
    private static NoSuchFileException missing(String name, NoSuchFileException e) {
        var missing = new NoSuchFileException(name);
        missing.initCause(e);
        return missing;
    }

    private static AccessDeniedException refused(String name, AccessDeniedException e) {
        var refused = new AccessDeniedException(name);
        refused.initCause(e);
        return refused;
    }

    Writer writer() {
        return writer;
    }

    /** Gives out what has been written so far, where somebody may be watching. */
    void flush() throws IOException {
        if (draft == null) {
            writer.flush();
        }
    }

    /** The result is whole. */
    void commit() throws IOException {
        writer.flush();
        if (draft != null && place != null) {
            writer.close();
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        isCommitted = true;
    }

    /** Leaves nothing behind if the result is not whole. May be called from another thread. */
    void discard() {
        if (draft != null && !isCommitted) {
            try {
                Files.deleteIfExists(draft);
            } catch (IOException e) {
                // A draft that cannot be removed says by its name what it is.
            }
        }
    }

    @Override
    public void close() {
        discard();
    }
}
