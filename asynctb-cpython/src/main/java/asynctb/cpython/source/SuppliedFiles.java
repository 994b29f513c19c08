package asynctb.cpython.source;

import asynctb.memory.FileRead;
import asynctb.memory.TargetFiles;
import asynctb.rules.SuppliedFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
     * The files of packages, as far as there are any.
     *
     * @param packages the file of each package itself, by the packages' names, in their order; for anything else than one in a folder
     *     of the package's name there are no rules, as then the folder is not the package's alone
     */
    public List<SuppliedFile> read(Map<String, String> packages) {
        var owners = new LinkedHashMap<String, String>();
        packages.forEach((owner, init) -> {
            if (init.startsWith("/") && init.endsWith("/" + owner + PACKAGE)) {
                owners.put(init.substring(0, init.length() - PACKAGE.length()) + "/" + NAME, owner);
            }
        });
        List<String> unknown = owners.keySet().stream()
                .filter(path -> !known.containsKey(path))
                .toList();
        unknown.forEach(path -> known.put(path, Optional.empty()));
        // Nearly no package has one, and there may be hundreds.
        files.perhaps(unknown).forEach(path -> known.put(path, load(Objects.requireNonNull(owners.get(path)), path)));
        return owners.keySet().stream()
                .flatMap(path -> Objects.requireNonNull(known.get(path)).stream())
                .toList();
    }

    private Optional<SuppliedFile> load(String owner, String path) {
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
