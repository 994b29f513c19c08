package asynctb.cpython.source;

import asynctb.memory.FileRead;
import asynctb.memory.TargetFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Source files as the target sees them. Each is read once while a target is attached. */
public final class SourceFiles {
    private static final long MAX_FILE = 16 << 20;
    private static final long MAX_ARCHIVE = 256 << 20;
    // Both times are known to some hundredths of a second only.
    private static final Duration CLOCK_ERROR = Duration.ofMillis(100);
    private static final String CHANGED = "was changed after the program was started";
    private static final String BYTE_ORDER_MARK = "\ufeff";
    // PEP 263.
    private static final Pattern ENCODING = Pattern.compile("^[ \\t\\f]*#.*?coding[:=][ \\t]*([-\\w.]+)");

    private final TargetFiles files;
    private final CompiledFiles compiled;
    private final Instant startedAt;
    private final Map<String, SourceFile> known = new HashMap<>();

    /**
     * @param files of the target
     * @param compiled what was made of them
     * @param startedAt when it was started
     */
    public SourceFiles(TargetFiles files, CompiledFiles compiled, Instant startedAt) {
        this.files = files;
        this.compiled = compiled;
        this.startedAt = startedAt;
    }

    /** The file that a code object names; without lines if it cannot be had. */
    public SourceFile read(String path) {
        SourceFile file = known.get(path);
        if (file == null) {
            file = load(path);
            known.put(path, file);
        }
        return file;
    }

    private SourceFile load(String path) {
        if (path.isEmpty() || path.startsWith("<")) {
            return SourceFile.NONE;
        }
        if (files.read(path, MAX_FILE) instanceof FileRead.Content content) {
            return new SourceFile(lines(content.bytes()), doubt(path, content));
        }
        return loadFromArchive(path);
    }

    /** The file inside of an archive that zipimport reads: some leading part of the path is a file. */
    private SourceFile loadFromArchive(String path) {
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            String archive = path.substring(0, slash);
            boolean named = archive.indexOf('.', archive.lastIndexOf('/')) >= 0;
            if (named && files.read(archive, MAX_ARCHIVE) instanceof FileRead.Content content) {
                byte[] entry = readEntry(content.bytes(), path.substring(slash + 1));
                return entry == null
                        ? SourceFile.NONE
                        : new SourceFile(lines(entry), isNew(content.modified()) ? CHANGED : null);
            }
        }
        return SourceFile.NONE;
    }

    private static byte @Nullable [] readEntry(byte[] archive, String name) {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    byte[] bytes = zip.readNBytes((int) MAX_FILE + 1);
                    return bytes.length > MAX_FILE ? null : bytes;
                }
            }
        } catch (IOException e) {
            // A damaged archive gives no text.
        }
        return null;
    }

    /**
     * A file with an old time may have been put in place since, by an installer for instance. That alone is no reason for
     * doubt: a program that writes its modules itself may give them any time.
     */
    private @Nullable String doubt(String path, FileRead.Content content) {
        if (content.isAmbiguous()) {
            return "may not be the file that runs: the directory that the program was started in has another one";
        }
        boolean isReplaced = isNew(content.placed()) && compiled.areOfAnother(path, content);
        return isNew(content.modified()) || isReplaced ? CHANGED : null;
    }

    private boolean isNew(Instant time) {
        return time.isAfter(startedAt.plus(CLOCK_ERROR));
    }

    private static List<String> lines(byte[] bytes) {
        String text = new String(bytes, encoding(bytes));
        if (text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(1);
        }
        var lines = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Python's universal newlines; \f and others do not end a line.
            if (c == '\n' || c == '\r') {
                lines.add(text.substring(start, i).strip());
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                start = i + 1;
            }
        }
        if (start < text.length()) {
            lines.add(text.substring(start).strip());
        }
        return lines;
    }

    private static Charset encoding(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 400), StandardCharsets.ISO_8859_1);
        String[] lines = start.split("\\r?\\n", 3);
        for (int i = 0; i < Math.min(lines.length, 2); i++) {
            Matcher matcher = ENCODING.matcher(lines[i]);
            if (matcher.find()) {
                try {
                    // Python writes latin-1 and latin_1 where Java writes latin1.
                    return Charset.forName(matcher.group(1).replaceFirst("(?i)^(?:iso[-_])?latin[-_]", "latin"));
                } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
                    return StandardCharsets.UTF_8;
                }
            }
        }
        return StandardCharsets.UTF_8;
    }
}
