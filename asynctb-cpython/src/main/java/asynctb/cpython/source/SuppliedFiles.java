package asynctb.cpython.source;

import asynctb.memory.FileRead;
import asynctb.memory.TargetFiles;
import asynctb.rules.SuppliedFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files of rules that lie in the folders of a target's packages, as the target sees them. Each is read once while a target is
 * attached, so that all looks go by the same rules.
 */
public final class SuppliedFiles {
    private static final String NAME = "asynctb-rules.toml";
    private static final String PACKAGE = "/__init__.py";
    private static final int MAX_FILE = 65_536;

    private final TargetFiles files;
    private final Map<String, Optional<SuppliedFile>> known = new HashMap<>();

    public SuppliedFiles(TargetFiles files) {
        this.files = files;
    }

    /** Whether a loaded module may be a package that brings rules along; nothing has been read of it yet. */
    public static boolean mayBePackage(String module) {
        return !module.isEmpty() && module.indexOf('.') < 0 && !module.startsWith("_") && !StandardLibrary.has(module);
    }

    /**
     * The file of a package.
     *
     * @param owner the package's name
     * @param init the file of the package itself; anything else than one in a folder of the package's name has no rules, as then
     *     the folder is not the package's alone
     * @return empty if there is none
     */
    public Optional<SuppliedFile> read(String owner, String init) {
        return init.startsWith("/") && init.endsWith("/" + owner + PACKAGE)
                ? known.computeIfAbsent(init, path -> load(owner, path))
                : Optional.empty();
    }

    private Optional<SuppliedFile> load(String owner, String init) {
        String path = init.substring(0, init.length() - PACKAGE.length()) + "/" + NAME;
        return switch (files.read(path, MAX_FILE)) {
            case FileRead.Content content -> Optional.of(decoded(owner, path, content.bytes()));
            case FileRead.Refused refused ->
                Optional.of(SuppliedFile.unreadable(owner, path, "it " + refused.reason()));
            case FileRead.Unreached unreached -> Optional.empty();
        };
    }

    private static SuppliedFile decoded(String owner, String path, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return SuppliedFile.of(owner, path, text);
        } catch (CharacterCodingException e) {
            return SuppliedFile.unreadable(owner, path, "it is not UTF-8");
        }
    }
}
