package asynctb.cpython.locate;

import asynctb.AsynctbException;
import asynctb.cpython.layout.Behavior;
import asynctb.cpython.layout.DebugOffsets;
import asynctb.cpython.layout.Layout;
import asynctb.cpython.layout.LayoutTable;
import asynctb.cpython.layout.OpcodeTable;
import asynctb.cpython.layout.PythonVersion;
import asynctb.cpython.object.Heap;
import asynctb.memory.ByteSource;
import asynctb.memory.Mapping;
import asynctb.memory.Memory;
import asynctb.memory.MemoryFault;
import asynctb.memory.elf.ElfException;
import asynctb.memory.elf.ElfFile;
import asynctb.memory.linux.LiveProcess;
import asynctb.model.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the interpreter of a process in what is mapped there; the name of the executable plays no part. A guess of the
 * version is believed only when the interpreter, read with that version's layout, says the same in {@code sys.hexversion}.
 */
public final class Locator {
    // libpython3.8.so.1.0, python3.8, math.cpython-38-x86_64-linux-gnu.so
    private static final Pattern MINOR_IN_NAME = Pattern.compile("python-?3\\.?(\\d{1,2})(?!\\d)");
    private static final int FIRST_WITH_DEBUG_OFFSETS = 13;

    private final LiveProcess process;
    private final List<Mapping> mappings;
    private final Memory memory;
    private final Map<Integer, Layout> tables = new HashMap<>();

    private Locator(LiveProcess process) {
        this.process = process;
        this.mappings = process.mappings();
        this.memory = new Memory(process.memory());
    }

    /**
     * The interpreter of a process.
     *
     * @return empty if there is none in it
     * @throws AsynctbException if there is one that cannot be read; the message says why
     */
    public static Optional<Location> locate(LiveProcess process) {
        var locator = new Locator(process);
        AsynctbException refusal = null;
        for (Mapping first : locator.candidates()) {
            try {
                Optional<Location> location = locator.readLocation(first);
                if (location.isPresent()) {
                    return location;
                }
            } catch (AsynctbException e) {
                // A program that embeds Python may have loaded a second one too, that nobody started: an extension
                // module that is linked with the library brings it along.
                refusal = refusal == null ? e : refusal;
            }
        }
        if (refusal != null) {
            throw refusal;
        }
        return Optional.empty();
    }

    /** The first mapping of every file; those that are named after Python come first. */
    private List<Mapping> candidates() {
        var likely = new ArrayList<Mapping>();
        var others = new ArrayList<Mapping>();
        for (Mapping mapping : mappings) {
            if (mapping.isFile() && mapping.offset() == 0) {
                boolean named = fileName(mapping).contains("python")
                        && !fileName(mapping).contains("cpython-");
                (named ? likely : others).add(mapping);
            }
        }
        likely.addAll(others);
        return likely;
    }

    private static String fileName(Mapping mapping) {
        return mapping.path().substring(mapping.path().lastIndexOf('/') + 1);
    }

    private Optional<Location> readLocation(Mapping first) {
        try (ByteSource bytes = process.files().open(first)) {
            return readLocation(new PythonBinary(ElfFile.read(bytes), first));
        } catch (IOException | ElfException e) {
            // Data files are mapped too. What is no readable ELF file holds no interpreter.
            return Optional.empty();
        }
    }

    private Optional<Location> readLocation(PythonBinary binary) throws ElfException {
        OptionalLong runtime = binary.runtime();
        if (runtime.isPresent()) {
            return Optional.of(confirmed(binary, readWithRuntime(binary, runtime.getAsLong())));
        }
        Optional<Location.Roots> roots = binary.rootsOf36(memory);
        return roots.isEmpty()
                ? Optional.empty()
                : Optional.of(confirmed(binary, tryLayout(PythonVersion.OLDEST, Map.of(), roots.get())));
    }

    private Location confirmed(PythonBinary binary, @Nullable Location location) throws ElfException {
        if (location != null) {
            return location;
        }
        throw binary.isDebugBuild()
                ? debugBuild()
                : new AsynctbException("Process " + process.pid()
                        + " holds a CPython that cannot be read: it is starting or ending, or is a build with"
                        + " another layout; try again in a moment.");
    }

    private AsynctbException debugBuild() {
        return new AsynctbException("Process " + process.pid()
                + " runs a debug build of CPython, which cannot be read yet; a release build can.");
    }

    private @Nullable Location readWithRuntime(PythonBinary binary, long runtime) throws ElfException {
        try {
            if (DebugOffsets.isAt(memory, runtime)) {
                return readWithDebugOffsets(runtime, DebugOffsets.readHead(memory, runtime));
            }
            OptionalLong version = binary.version();
            if (version.isPresent()) {
                return tryVersion(PythonVersion.ofHex(memory.readLong(version.getAsLong())), runtime);
            }
        } catch (MemoryFault e) {
            return null;
        }
        return tryGuesses(runtime);
    }

    private @Nullable Location readWithDebugOffsets(long runtime, DebugOffsets.Head head) {
        if (head.freeThreaded()) {
            throw new AsynctbException("Process " + process.pid()
                    + " runs a free-threaded build of CPython, which cannot be read yet; a build with the GIL can.");
        }
        PythonVersion version = PythonVersion.ofHex(head.hexVersion());
        if (version.isKnown()) {
            return tryVersion(version, runtime);
        }
        // Which form its debug offsets have is not known either: the newest that makes sense is taken.
        for (int minor = PythonVersion.NEWEST; minor >= FIRST_WITH_DEBUG_OFFSETS; minor--) {
            Location location = tryMinor(minor, runtime);
            if (location != null) {
                return location;
            }
        }
        return null;
    }

    private @Nullable Location tryVersion(PythonVersion version, long runtime) {
        // The oldest has no runtime state, and here is one.
        int minor = Math.clamp(version.minor(), PythonVersion.OLDEST + 1, PythonVersion.NEWEST);
        return tryMinor(minor, runtime);
    }

    /** Up to 3.10 nothing exported says the version; names of files are a hint only. */
    private @Nullable Location tryGuesses(long runtime) {
        var minors = new ArrayList<Integer>();
        for (Mapping mapping : mappings) {
            Matcher matcher = MINOR_IN_NAME.matcher(mapping.path());
            if (matcher.find() && !minors.contains(Integer.valueOf(matcher.group(1)))) {
                minors.add(Integer.valueOf(matcher.group(1)));
            }
        }
        for (int minor = PythonVersion.OLDEST + 1; minor <= PythonVersion.NEWEST; minor++) {
            minors.add(minor);
        }
        for (int minor : minors) {
            Location location =
                    minor > PythonVersion.OLDEST && minor <= PythonVersion.NEWEST ? tryMinor(minor, runtime) : null;
            if (location != null) {
                return location;
            }
        }
        return null;
    }

    private Layout table(int minor) {
        return tables.computeIfAbsent(minor, LayoutTable::load);
    }

    private @Nullable Location tryMinor(int minor, long runtime) {
        try {
            Layout table = table(minor);
            Map<String, Integer> overlay =
                    minor >= FIRST_WITH_DEBUG_OFFSETS ? DebugOffsets.read(memory, runtime, table) : Map.of();
            int head = overlay.getOrDefault(
                    "_PyRuntimeState.interpreters.head", table.offset("_PyRuntimeState.interpreters.head"));
            return tryLayout(minor, overlay, new Location.Roots(runtime, runtime + head, 0, 0));
        } catch (MemoryFault e) {
            return null;
        }
    }

    private @Nullable Location tryLayout(int minor, Map<String, Integer> overlay, Location.Roots roots) {
        try {
            Layout layout = table(minor).overlaid(overlay);
            var heap = new Heap(memory, layout, Behavior.of(PythonVersion.ofMinor(minor)));
            var system = new SystemModule(heap, roots);
            PythonVersion version = PythonVersion.ofHex(system.readHexVersion());
            boolean unknown = !version.isKnown();
            if (!unknown && version.minor() != minor) {
                return null;
            }
            if (system.readIsDebugBuild()) {
                throw debugBuild();
            }
            return new Location(
                    version,
                    layout,
                    heap.behavior(),
                    OpcodeTable.load(minor),
                    roots,
                    unknown ? List.of(unknownVersion(version, minor)) : List.of());
        } catch (MemoryFault e) {
            return null;
        }
    }

    private static Problem unknownVersion(PythonVersion version, int minor) {
        return Problem.of(
                Problem.Kind.UNKNOWN_VERSION,
                "CPython " + version + " is not known; it was read as 3." + minor
                        + ", with the offsets that it names itself");
    }
}
