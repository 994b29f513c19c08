package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.model.ThreadInfo;
import asynctb.testkit.Needs;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets that see other files, or other process numbers, than we do. */
class RootsTest {
    private static final String COPY_MODULES = """
            import os, shutil, sys
            lib = os.path.dirname(os.__file__)
            leave = "test", "site-packages", "idlelib", "tkinter", "ensurepip", "lib2to3", "__pycache__", "config-*", "*.a", "sitecustomize.py"
            shutil.copytree(lib, sys.argv[1] + lib, ignore=shutil.ignore_patterns(*leave))
            """;

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void mayChangeRoots() {
        Needs.root();
        Needs.tools("chroot", "unshare", "ldd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.11", "3.15"})
    void chroot(String minor) throws IOException {
        Python python = Needs.python(minor);
        Path root = root(python);
        try (var process =
                PythonProcess.start(List.of("chroot", root.toString(), executable(python), program(root)), Map.of())) {
            Situation.assertRead(process);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.11", "3.15"})
    void container(String minor) throws IOException {
        Python python = Needs.python(minor);
        Path root = root(python);
        List<String> command = List.of(
                python.executable().toString(),
                Programs.find("container.py").toString(),
                root.toString(),
                executable(python),
                program(root));
        try (var process = PythonProcess.start(command, Map.of())) {
            Situation.assertRead(process);
            assertNativeIdIsOurs(process);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.11", "3.15"})
    void otherProcessNumbers(String minor) {
        Python python = Needs.python(minor);
        List<String> command = List.of(
                "unshare",
                "--pid",
                "--fork",
                "--mount-proc",
                "--kill-child",
                python.executable().toString(),
                Situation.PROGRAM.toString());
        try (var process = PythonProcess.start(command, Map.of())) {
            Situation.assertRead(process);
            assertNativeIdIsOurs(process);
        }
    }

    private static void assertNativeIdIsOurs(PythonProcess process) {
        try (Target target = Asynctb.attach(process.innermostPid())) {
            ThreadInfo thread = target.extract("thread:MainThread").thread();
            assertThat(Objects.requireNonNull(thread).nativeId()).isEqualTo(process.innermostPid());
        }
    }

    /**
     * Copies a Python with all that it needs below a new root. The program stands there behind a link that is absolute, so
     * that it leads somewhere else in our root; and where it leads is another text in our root.
     */
    private Path root(Python python) throws IOException {
        Path root = Files.createDirectories(folder.resolve("root"));
        Path executable = python.executable().toRealPath();
        copy(executable, root, executable);
        Situation.run(List.of(executable.toString(), "-c", COPY_MODULES, root.toString()));
        copyLibraries(executable, root);
        copyLibraries(
                Path.of(Situation.run(executable.toString(), "-c", "import _ctypes; print(_ctypes.__file__)")), root);

        Path real = folder.resolve("real/situation.py");
        copy(Situation.PROGRAM, root, real);
        Files.createDirectories(real.getParent());
        Files.writeString(real, "decoy\n".repeat(100));
        Files.createSymbolicLink(root.resolve("link"), real.getParent());
        return root;
    }

    private static String executable(Python python) throws IOException {
        return python.executable().toRealPath().toString();
    }

    private static String program(Path root) {
        assertThat(root.resolve("link/situation.py"))
                .as("from here the link leads elsewhere")
                .hasContent("decoy\n".repeat(100));
        return "/link/situation.py";
    }

    private static void copyLibraries(Path file, Path root) throws IOException {
        for (String word : Situation.run("ldd", file.toString()).split("\\s+", -1)) {
            if (word.startsWith("/") && Files.exists(Path.of(word))) {
                copy(Path.of(word), root, Path.of(word));
            }
        }
    }

    private static void copy(Path file, Path root, Path name) throws IOException {
        Path copy = root.resolve("." + name).normalize();
        Files.createDirectories(copy.getParent());
        if (!Files.exists(copy)) {
            Files.copy(file, copy);
        }
    }
}
