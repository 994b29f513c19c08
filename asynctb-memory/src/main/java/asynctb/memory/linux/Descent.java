package asynctb.memory.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Set;

/**
 * Opens the file at the end of a walk. Between the walk and the opening somebody may put a link in the place of a
 * directory, so the way is gone once more from open directory to open directory, each of which must be the one that was
 * met before.
 */
final class Descent {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private Descent() {}

    /** @throws IOException if it cannot be opened or is not what was met */
    static InputStream open(Path root, PathWalk.Found found) throws IOException {
        try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
            if (top instanceof SecureDirectoryStream<Path> secure) {
                return open(secure, found);
            }
        } catch (AccessDeniedException e) {
            // A directory that may be searched but not read. Only one who may not read all meets it, and has less to
            // lose.
        }
        return Files.newInputStream(found.path(), LinkOption.NOFOLLOW_LINKS);
    }

    private static InputStream open(SecureDirectoryStream<Path> top, PathWalk.Found found) throws IOException {
        SecureDirectoryStream<Path> here = top;
        try {
            int last = found.names().size() - 1;
            for (int depth = 0; depth < last; depth++) {
                check(here, found.chain().get(depth));
                Path name = Path.of(found.names().get(depth));
                SecureDirectoryStream<Path> next = here.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
                here.close();
                here = next;
            }
            check(here, found.chain().get(last));
            return Channels.newInputStream(
                    here.newByteChannel(Path.of(found.names().get(last)), READ));
        } finally {
            here.close();
        }
    }

    private static void check(SecureDirectoryStream<Path> directory, FileFacts expected) throws IOException {
        Object key = directory
                .getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .fileKey();
        if (!expected.key().equals(key)) {
            throw new IOException("a directory was replaced while it was opened");
        }
    }
}
