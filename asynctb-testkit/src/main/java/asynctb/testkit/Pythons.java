package asynctb.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Pythons of this machine, one of each minor version. They are looked for in the system property
 * {@value #PATHS} or else the environment's {@code ASYNCTB_PYTHONS} (programs, separated by colons), then under pyenv's
 * folder, then in the folder into which the project's script unpacks those that a distribution offers, then on the PATH.
 */
public final class Pythons {
    /** The first supported version. */
    public static final String FIRST = "3.6";

    /** The last supported version. */
    public static final String LAST = "3.15";

    /** The property that lists programs. */
    public static final String PATHS = "asynctb.pythons";

    /** The property that lists the versions whose absence is a failure: {@code 3.6,3.11}. */
    public static final String REQUIRED = "asynctb.pythons.required";

    static final List<String> MINORS =
            IntStream.rangeClosed(6, 15).mapToObj(minor -> "3." + minor).toList();

    private static final String PROBE = """
            import platform, sys, sysconfig
            plain = not hasattr(sys, 'gettotalrefcount') and not sysconfig.get_config_var('Py_GIL_DISABLED')
            print(platform.python_version() if plain and sys.implementation.name == 'cpython' else '')
            """;

    private static final Map<String, Python> FOUND = search();

    private Pythons() {}

    /** All that were found, in the order of their versions. */
    public static List<Python> all() {
        return List.copyOf(FOUND.values());
    }

    /** The one of a minor version, such as {@code 3.11}. */
    public static Optional<Python> find(String minor) {
        return Optional.ofNullable(FOUND.get(minor));
    }

    /** The supported versions that this machine lacks. */
    public static List<String> missing() {
        return MINORS.stream().filter(minor -> !FOUND.containsKey(minor)).toList();
    }

    /** Whether tests fail without this version: {@value #REQUIRED} lists it, or else CI asks for all. */
    public static boolean isRequired(String minor) {
        String required = System.getProperty(REQUIRED);
        if (required != null) {
            return List.of(required.split("\\s*,\\s*")).contains(minor);
        }
        return "true".equals(System.getenv("CI"));
    }

    private static Map<String, Python> search() {
        var found = new TreeMap<String, Python>(Python::compareMinors);
        for (Path candidate : candidates()) {
            String version = Files.isExecutable(candidate) ? versionOf(candidate) : "";
            if (!version.isEmpty()) {
                var python = new Python(version, candidate);
                if (MINORS.contains(python.minor())) {
                    found.putIfAbsent(python.minor(), python);
                }
            }
        }
        return found;
    }

    private static List<Path> candidates() {
        var candidates = new ArrayList<Path>();
        String named = System.getProperty(PATHS, System.getenv().getOrDefault("ASYNCTB_PYTHONS", ""));
        split(named).map(Path::of).forEach(candidates::add);
        Path home = Path.of(System.getProperty("user.home"));
        Path pyenv = environmentPath("PYENV_ROOT", home.resolve(".pyenv")).resolve("versions");
        Path unpacked =
                environmentPath("XDG_CACHE_HOME", home.resolve(".cache")).resolve("asynctb/pythons");
        for (String minor : MINORS) {
            folders(pyenv, minor + ".").forEach(folder -> candidates.add(folder.resolve("bin/python" + minor)));
            candidates.add(unpacked.resolve(minor).resolve("bin/python" + minor));
            split(System.getenv("PATH")).forEach(folder -> candidates.add(Path.of(folder, "python" + minor)));
        }
        return candidates;
    }

    private static Stream<String> split(@Nullable String paths) {
        return Stream.of((paths == null ? "" : paths).split(":", -1)).filter(path -> !path.isEmpty());
    }

    private static Path environmentPath(String variable, Path otherwise) {
        String value = System.getenv(variable);
        return value == null || value.isEmpty() ? otherwise : Path.of(value);
    }

    private static List<Path> folders(Path parent, String prefix) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(child -> child.getFileName().toString().startsWith(prefix))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it says of itself; empty if it is no plain CPython (free-threaded, debug build) or does not start. */
    private static String versionOf(Path executable) {
        try {
            Process process = new ProcessBuilder(executable.toString(), "-I", "-S", "-c", PROBE)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? answer : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + executable + " was asked for its version", e);
        }
    }
}
