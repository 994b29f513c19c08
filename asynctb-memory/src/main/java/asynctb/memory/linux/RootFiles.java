package asynctb.memory.linux;

import asynctb.memory.ByteSource;
import asynctb.memory.FileRead;
import asynctb.memory.FileRead.Content;
import asynctb.memory.FileRead.Refused;
import asynctb.memory.FileRead.Unreached;
import asynctb.memory.Mapping;
import asynctb.memory.TargetFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The files of a live process.
 *
 * <p>A name that the program has for a file means something in the process's root only: outside of it stands at best
 * another file of that name, so text is never looked for there. The path of a mapping is said by the kernel, as far as it
 * can from where <em>we</em> are: for a process in a root of its own but in our mounts it is our path, for one in other
 * mounts it is the path there. Both are tried, and the inode decides; a number is not given to another file as long as
 * the mapping is there. (The device is not compared: on some file systems the two places name different ones.)
 */
final class RootFiles implements TargetFiles {
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private static final String WORKING_DIRECTORY = "PWD=";

    private final ProcDirectory process;
    private final Path root;

    RootFiles(ProcDirectory process) {
        this.process = process;
        this.root = process.image().resolve("root");
    }

    @Override
    public FileRead read(String path, long maxBytes) {
        try {
            Credentials who = Credentials.of(process.status());
            return path.startsWith("/") ? read(who, path, maxBytes) : readRelative(who, path, maxBytes);
        } catch (AccessDeniedException e) {
            return new Refused("may not be read by this user");
        } catch (IOException e) {
            return new Refused("cannot be read: " + e);
        }
    }

    private FileRead read(Credentials who, String path, long maxBytes) throws IOException {
        PathWalk.End end = PathWalk.go(root, who, path);
        return end instanceof PathWalk.Found found
                ? read(found, who, path, Math.min(maxBytes, MAX_BYTES - 1))
                : new Unreached(((PathWalk.Stopped) end).reason());
    }

    @Override
    public List<String> perhaps(List<String> paths) {
        try {
            Credentials who = Credentials.of(process.status());
            var places = new HashMap<String, Optional<Path>>();
            return paths.stream()
                    .filter(path -> mayLeadOn(
                            path, place -> places.computeIfAbsent(place, directory -> directory(who, directory))))
                    .toList();
        } catch (IOException e) {
            // Reading will say why.
            return paths;
        }
    }

    private Optional<Path> directory(Credentials who, String path) {
        return PathWalk.go(root, who, path) instanceof PathWalk.Found found
                ? Optional.of(found.path())
                : Optional.empty();
    }

    /**
     * Whether there may be such a file. Only the way to what its folder stands in is walked with care; if the folder is a link, that
     * may lead elsewhere in the target's root than it does for us.
     */
    private static boolean mayLeadOn(String path, Function<String, Optional<Path>> directory) {
        int file = path.lastIndexOf('/');
        int folder = path.lastIndexOf('/', file - 1);
        if (folder < 0) {
            return true;
        }
        try {
            return directory
                    .apply(path.substring(0, folder + 1))
                    .map(place -> place.resolve(path.substring(folder + 1, file)))
                    .filter(there -> Files.exists(there.resolve(path.substring(file + 1)), LinkOption.NOFOLLOW_LINKS)
                            || Files.isSymbolicLink(there))
                    .isPresent();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** A program may have left the directory in which the name was right: a daemon goes to the root. */
    private FileRead readRelative(Credentials who, String path, long maxBytes) throws IOException {
        Optional<String> here = workingDirectory();
        Optional<String> atFirst = firstDirectory().filter(directory -> !here.equals(Optional.of(directory)));
        FileRead now = here.isEmpty()
                ? new Unreached("is relative to a directory that cannot be found")
                : read(who, here.get() + "/" + path, maxBytes);
        FileRead then = atFirst.isEmpty() ? now : read(who, atFirst.get() + "/" + path, maxBytes);
        if (now instanceof Content content && then instanceof Content other) {
            return Arrays.equals(content.bytes(), other.bytes())
                    ? content
                    : new Content(content.bytes(), content.modified(), content.placed(), true);
        }
        return then instanceof Content ? then : now;
    }

    private FileRead read(PathWalk.Found found, Credentials who, String path, long maxBytes) throws IOException {
        FileFacts facts = found.facts();
        if (!facts.isRegular()) {
            return new Refused("is " + facts.kind());
        }
        if (!who.may(Credentials.READ, facts)) {
            return new Refused("may not be read by the target's user");
        }
        if (facts.size() > maxBytes) {
            return new Refused("is larger than " + maxBytes + " bytes");
        }
        try (InputStream in = Descent.open(root, found)) {
            // Somebody may have put another file there between the look and the opening.
            if (!(PathWalk.go(root, who, path) instanceof PathWalk.Found again && again.isSame(found))) {
                return new Refused("was replaced while it was opened");
            }
            byte[] bytes = in.readNBytes((int) maxBytes + 1);
            if (bytes.length > maxBytes) {
                return new Refused("is larger than " + maxBytes + " bytes");
            }
            return process.stat().isPresent()
                    ? new Content(bytes, facts.modified(), facts.placed(), false)
                    : new Refused("belonged to a process that has ended");
        }
    }

    /** The working directory of the shell that has started it, in most cases. */
    private Optional<String> firstDirectory() {
        return ProcFiles.optionalText(process.image().resolve("environ"))
                .flatMap(text -> Arrays.stream(text.split("\0", -1))
                        .filter(variable -> variable.startsWith(WORKING_DIRECTORY + "/"))
                        .findFirst())
                .map(variable -> variable.substring(WORKING_DIRECTORY.length()));
    }

    /** The working directory as the process names it; the kernel says it as we would, so the root's name is taken off. */
    private Optional<String> workingDirectory() throws IOException {
        Path link = process.image().resolve("cwd");
        String rootName = ProcFiles.link(root).orElse("");
        String name = ProcFiles.link(link).orElse("");
        if (!rootName.equals("/")) {
            if (!name.equals(rootName) && !name.startsWith(rootName + "/")) {
                return Optional.empty();
            }
            name = name.substring(rootName.length());
        }
        // Of a directory that was deleted or is not to be reached the name is no path, nor where it cannot be expressed
        // here.
        try {
            Path there = Path.of(root + "/" + name);
            return Files.isDirectory(there) && FileFacts.of(there).isSameFile(FileFacts.of(link))
                    ? Optional.of(name)
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    @Override
    public ByteSource open(Mapping mapping) throws IOException {
        if (!mapping.isFile()) {
            throw new IOException(
                    "There is no file behind the mapping at 0x" + Long.toHexString(mapping.start()) + ".");
        }
        String range = Long.toHexString(mapping.start()) + "-" + Long.toHexString(mapping.end());
        List<String> candidates =
                List.of(root + mapping.path(), mapping.path(), process.path() + "/map_files/" + range);
        for (String candidate : candidates) {
            Optional<ByteSource> file = openIfSame(candidate, mapping.inode());
            if (file.isPresent()) {
                return file.get();
            }
        }
        throw new IOException(mapping.path() + " was replaced since process " + process.pid()
                + " loaded it, or may not be read: `sudo asynctb " + process.pid()
                + "` can read the one that it uses.");
    }

    private static Optional<ByteSource> openIfSame(String name, long inode) {
        try {
            Path path = Path.of(name);
            FileFacts before = FileFacts.of(path);
            if (before.inode() != inode || !before.isRegular()) {
                return Optional.empty();
            }
            var file = new FileBytes(path);
            if (FileFacts.of(path).isSameFile(before)) {
                return Optional.of(file);
            }
            file.close();
        } catch (IOException | InvalidPathException e) {
            // The next way may work.
        }
        return Optional.empty();
    }
}
