package asynctb.memory.linux;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * One way from a root to a file, step by step as the kernel would go it for a process with that root: no link and no
 * {@code ..} leads out. What is not a plain part of a file system is never entered.
 */
final class PathWalk {
    private static final int MAX_LINKS = 40;
    private static final int MAX_PATH = 4096;
    private static final Set<String> SPECIAL = Set.of("proc", "sys", "dev");

    /** Where a way ended. */
    sealed interface End {}

    /**
     * At a file or directory.
     *
     * @param path to it, without any link below the root
     * @param names the parts of the path below the root
     * @param chain the root, all directories below it and the file itself: one more than names
     */
    record Found(Path path, List<String> names, List<FileFacts> chain) implements End {
        FileFacts facts() {
            return chain.get(names.size());
        }

        /** Whether another walk came to the same file by the same directories. */
        boolean isSame(Found other) {
            boolean same = names.equals(other.names);
            for (int i = 0; same && i < chain.size(); i++) {
                same = chain.get(i).isSameFile(other.chain.get(i));
            }
            return same;
        }
    }

    /** @param reason as a part of a sentence */
    record Stopped(String reason) implements End {}

    private final Path root;
    private final Credentials who;
    private final Deque<String> ahead = new ArrayDeque<>();
    private final Deque<String> names = new ArrayDeque<>();
    private final Deque<FileFacts> facts = new ArrayDeque<>();
    private int links;

    private PathWalk(Path root, Credentials who) {
        this.root = root;
        this.who = who;
    }

    /**
     * Goes a way.
     *
     * @param who must be allowed to search every directory on it
     * @param path taken as absolute
     */
    static End go(Path root, Credentials who, String path) {
        try {
            return new PathWalk(root, who).go(path);
        } catch (NoSuchFileException e) {
            return new Stopped("does not exist");
        } catch (IOException e) {
            return new Stopped("cannot be looked at: " + e.getMessage());
        } catch (InvalidPathException e) {
            return new Stopped("has a name that cannot be expressed here");
        }
    }

    private End go(String path) throws IOException {
        facts.addLast(FileFacts.of(root));
        if (!ahead(path)) {
            return new Stopped("has a name that is too long");
        }
        while (!ahead.isEmpty()) {
            String refusal = step(ahead.pop());
            if (!refusal.isEmpty()) {
                return new Stopped(refusal);
            }
        }
        return new Found(here(), List.copyOf(names), List.copyOf(facts));
    }

    /** Puts the parts of a path before all others. */
    private boolean ahead(String path) {
        if (path.length() > MAX_PATH) {
            return false;
        }
        List<String> parts = List.of(path.split("/", -1));
        for (String part : parts.reversed()) {
            ahead.push(part);
        }
        return true;
    }

    /** Goes on by one name; returns why not, or nothing. */
    private String step(String name) throws IOException {
        FileFacts directory = facts.getLast();
        if (!directory.isDirectory()) {
            return "is below something that is " + directory.kind();
        }
        if (!who.may(Credentials.SEARCH, directory)) {
            return "is in a directory that the target's user may not search";
        }
        if (name.isEmpty() || name.equals(".")) {
            return "";
        }
        if (name.equals("..")) {
            if (!names.isEmpty()) {
                names.removeLast();
                facts.removeLast();
            }
            return "";
        }
        return names.isEmpty() && SPECIAL.contains(name) ? "is below /" + name : enter(name);
    }

    private String enter(String name) throws IOException {
        Path next = here().resolve(name);
        FileFacts found = FileFacts.of(next, LinkOption.NOFOLLOW_LINKS);
        if (!found.isLink()) {
            names.addLast(name);
            facts.addLast(found);
            return "";
        }
        if (++links > MAX_LINKS) {
            return "is behind too many links";
        }
        String link = ProcFiles.link(next).orElse("");
        if (link.isEmpty() || !ahead(link)) {
            return "is behind a link that cannot be followed";
        }
        if (link.startsWith("/")) {
            names.clear();
            while (facts.size() > 1) {
                facts.removeLast();
            }
        }
        return "";
    }

    private Path here() {
        return names.isEmpty() ? root : root.resolve(String.join("/", names));
    }
}
