package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asynctb.Asynctb;
import asynctb.AsynctbException;
import asynctb.model.Problem;
import asynctb.testkit.EachPython;
import asynctb.testkit.Needs;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a Python was built, linked, stripped and set up. */
class BuildsTest {
    private static final String COOKIE = "xdebugpy";
    private static final int VERSION = 8;
    private static final int FREE_THREADED = 16;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.11", "3.15"})
    void virtualEnvironment(String minor) {
        Python python = Needs.python(minor);
        Situation.run(List.of(
                python.executable().toString(),
                "-m",
                "venv",
                "--without-pip",
                folder.resolve("env").toString()));
        try (var process = PythonProcess.start(
                List.of(folder.resolve("env/bin/python").toString(), Situation.PROGRAM.toString()), Map.of())) {
            Situation.assertRead(process);
        }
        // JUnit would warn of each link that leads out of the folder.
        Situation.run("rm", "-r", folder.resolve("env").toString());
    }

    @Test
    void interpreterInTheExecutable() throws IOException {
        try (var process = Needs.python("3.14").start(Situation.PROGRAM)) {
            assertThat(Situation.maps(process, "libpython")).isFalse();
            Situation.assertRead(process);
        }
    }

    @Test
    void interpreterInALibrary() throws IOException {
        Python python = Needs.python("3.12");
        try (var process = python.start(Situation.PROGRAM)) {
            Needs.that(Situation.maps(process, "libpython3.12"), python + " has no shared library");
            Situation.assertRead(process);
        }
    }

    @Test
    void pythonOfTheSystem() {
        Path python = Path.of("/usr/bin/python3");
        Needs.that(Files.isExecutable(python), "the system has no python3");
        try (var process = PythonProcess.start(List.of(python.toString(), Situation.PROGRAM.toString()), Map.of())) {
            Situation.assertRead(process);
        }
    }

    /** Debian's, 3.14 and later here, are stripped already. */
    @EachPython(max = "3.13")
    void stripped(Python python) {
        PythonTree tree = PythonTree.copy(python, folder);
        Situation.run("strip", tree.interpreter().toString());
        try (var process =
                PythonProcess.start(tree.command(Programs.find("acceptance_program.py")), tree.environment())) {
            assertThat(OracleComparison.compare(process).text()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.13", "3.14", "3.15"})
    void versionOfTheFuture(String minor) throws IOException {
        PythonTree tree = PythonTree.copy(Needs.python(minor), folder);
        int version = 0x036300f0;
        change(tree, VERSION, version);
        try (var process = PythonProcess.start(tree.command(Situation.PROGRAM, version), tree.environment())) {
            Situation.assertRead(process, Problem.Kind.UNKNOWN_VERSION);
        }
    }

    /** Changes a word of the debug offsets in the file of a Python. */
    private static void change(PythonTree tree, int place, int value) throws IOException {
        byte[] bytes = Files.readAllBytes(tree.interpreter());
        var words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int minor = Integer.parseInt(tree.python().minor().substring(2));
        int at = text.indexOf(COOKIE);
        while (words.getInt(at + VERSION) >>> 16 != (3 << 8 | minor)) {
            at = text.indexOf(COOKIE, at + 1);
        }
        words.putInt(at + place, value);
        Files.write(tree.interpreter(), bytes);
    }

    /** No package offers such a build, so one is made to say that it is one, where a real one says so. */
    @ParameterizedTest
    @ValueSource(strings = {"3.13", "3.14", "3.15"})
    void freeThreaded(String minor) throws IOException {
        PythonTree tree = PythonTree.copy(Needs.python(minor), folder);
        change(tree, FREE_THREADED, 1);
        try (var process = PythonProcess.start(tree.command(Situation.PROGRAM), tree.environment())) {
            assertThatThrownBy(() -> Asynctb.attach(process.pid()).close())
                    .isInstanceOf(AsynctbException.class)
                    .hasMessage("Process " + process.pid()
                            + " runs a free-threaded build of CPython, which cannot be read yet;"
                            + " a build with the GIL can.");
        }
    }

    @Test
    void debugBuild() throws IOException {
        Path bin = cache().resolve("asynctb/pythons/debug/usr/bin");
        Needs.that(Files.isDirectory(bin), "no debug build: tools/pythons/fetch-debug.sh fetches one");
        try (Stream<Path> programs = Files.list(bin)) {
            Path python = programs.filter(file -> file.getFileName().toString().matches("python3\\.\\d+d"))
                    .findFirst()
                    .orElseThrow();
            try (var process =
                    PythonProcess.start(List.of(python.toString(), Situation.PROGRAM.toString()), Map.of())) {
                assertThatThrownBy(() -> Asynctb.attach(process.pid()).close())
                        .isInstanceOf(AsynctbException.class)
                        .hasMessage("Process " + process.pid()
                                + " runs a debug build of CPython, which cannot be read yet; a release build can.");
            }
        }
    }

    private static Path cache() {
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        return cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    }
}
