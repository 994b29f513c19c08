package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.Needs;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs in C with Python in them: nothing about the executable says so. */
class EmbeddedTest {
    private static final String CONFIG = """
            import sys, sysconfig
            for name in ("INCLUDEPY", "LIBDIR", "LDVERSION", "LIBPL", "LIBRARY", "LIBS", "SYSLIBS"):
                print(sysconfig.get_config_var(name) or "")
            print(sys.prefix)
            """;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.8", "3.11", "3.13"})
    void withTheSharedLibrary(String minor) throws IOException {
        Config config = Config.of(Needs.python(minor));
        Needs.that(
                Files.exists(config.libraries.resolve("libpython" + config.abi + ".so")),
                "CPython " + minor + " has no shared library");
        List<String> command = compiling(config);
        command.addAll(List.of("-L" + config.libraries, "-lpython" + config.abi, "-Wl,-rpath," + config.libraries));
        Situation.run(command);
        check(config);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.8", "3.11", "3.13"})
    void withTheStaticLibrary(String minor) {
        Config config = Config.of(Needs.python(minor));
        Needs.that(Files.exists(config.archive), "CPython " + minor + " has no static library");
        List<String> command = compiling(config);
        // As Python's own documents have it: extension modules need the symbols.
        command.addAll(List.of("-Wl,-export-dynamic", config.archive.toString()));
        command.addAll(config.otherLibraries);
        command.add("-lpthread");
        Situation.run(command);
        Situation.run("strip", program().toString());
        check(config);
    }

    private Path program() {
        return folder.resolve("service");
    }

    private List<String> compiling(Config config) {
        return new ArrayList<>(List.of(
                "gcc",
                "-o",
                program().toString(),
                "-I" + config.headers,
                Programs.find("embed.c").toString()));
    }

    private void check(Config config) {
        Path script = Programs.find("acceptance_program.py");
        Map<String, String> environment = Map.of(
                "PYTHONHOME",
                config.prefix.toString(),
                "PYTHONPATH",
                script.resolveSibling("").toString());
        try (var process = PythonProcess.start(List.of(program().toString(), script.toString()), environment)) {
            assertThat(OracleComparison.compare(process).text()).isEmpty();
        }
    }

    /** How to compile with a Python. */
    private record Config(
            Path headers, Path libraries, String abi, Path archive, List<String> otherLibraries, Path prefix) {
        static Config of(Python python) {
            List<String> lines = Situation.run(List.of(python.executable().toString(), "-c", CONFIG))
                    .lines()
                    .toList();
            var others = new ArrayList<String>();
            for (String word : (lines.get(5) + " " + lines.get(6)).trim().split("\\s+", -1)) {
                others.add(word);
            }
            return new Config(
                    Path.of(lines.get(0)),
                    Path.of(lines.get(1)),
                    lines.get(2),
                    Path.of(lines.get(3), lines.get(4)),
                    others,
                    Path.of(lines.get(7)));
        }
    }
}
