package asynctb.memory.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import asynctb.memory.ByteSource;
import asynctb.memory.FileRead;
import asynctb.memory.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120) // what this is about is not to hang
class RootFilesTest {
    private static final Credentials ROOT = new Credentials(0, Set.of());

    @TempDir
    Path directory;

    @BeforeEach
    void openToAll() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(directory.resolve("file"), "text");
    }

    private String walk(String path) {
        return switch (PathWalk.go(directory, ROOT, path)) {
            case PathWalk.Found found -> directory.relativize(found.path()).toString();
            case PathWalk.Stopped stopped -> "- " + stopped.reason();
        };
    }

    private static String read(LiveProcess process, Path file) {
        return read(process, file.toString());
    }

    private static String read(LiveProcess process, String file) {
        return switch (process.files().read(file, 1 << 20)) {
            case FileRead.Content content -> new String(content.bytes(), StandardCharsets.UTF_8);
            case FileRead.Refused refused -> "- " + refused.reason();
            case FileRead.Unreached unreached -> "- " + unreached.reason();
        };
    }

    @Test
    void noWayLeadsOutOfTheRoot() throws Exception {
        Files.createDirectories(directory.resolve("a/b"));
        Files.createSymbolicLink(directory.resolve("a/absolute"), Path.of("/file"));
        Files.createSymbolicLink(directory.resolve("a/up"), Path.of("../../../../file"));
        Files.createSymbolicLink(directory.resolve("a/here"), Path.of("."));
        Files.createSymbolicLink(directory.resolve("system"), Path.of("/a/../proc/self"));
        assertThat(walk("/file")).isEqualTo("file");
        assertThat(walk("/../../file")).isEqualTo("file");
        assertThat(walk("/a/b/../../../..//./file")).isEqualTo("file");
        assertThat(walk("/a/absolute")).isEqualTo("file");
        assertThat(walk("/a/up")).isEqualTo("file");
        assertThat(walk("/a/here/here/b/../here/absolute")).isEqualTo("file");
        assertThat(walk("/a/b/..")).isEqualTo("a");
        assertThat(walk("/")).isEmpty();
        for (String special : List.of("/proc/1/mem", "/sys/x", "/dev/zero", "/a/../dev", "/system/environ")) {
            assertThat(walk(special)).startsWith("- is below /");
        }
        assertThat(walk("/a/dev")).isEqualTo("- does not exist");
    }

    @Test
    void aDirectoryReplacedAfterTheWalkIsNoticed() throws Exception {
        Files.createDirectories(directory.resolve("a/b"));
        Files.writeString(directory.resolve("a/b/file"), "right");
        Files.createDirectories(directory.resolve("other/b"));
        Files.writeString(directory.resolve("other/b/file"), "wrong");
        var found = (PathWalk.Found) PathWalk.go(directory, ROOT, "/a/b/file");
        try (InputStream in = Descent.open(directory, found)) {
            assertThat(in.readAllBytes()).isEqualTo("right".getBytes(StandardCharsets.UTF_8));
        }
        Files.move(directory.resolve("a"), directory.resolve("moved"));
        Files.createSymbolicLink(directory.resolve("a"), Path.of("other"));
        assertThatThrownBy(() -> Descent.open(directory, found)).isInstanceOf(IOException.class);
        Files.delete(directory.resolve("a"));
        Files.move(directory.resolve("other"), directory.resolve("a"));
        assertThatThrownBy(() -> Descent.open(directory, found)).hasMessageContaining("replaced");
        Files.delete(directory.resolve("a/b/file"));
        Files.createSymbolicLink(directory.resolve("moved/b/link"), Path.of("file"));
        var link = new PathWalk.Found(
                directory.resolve("moved/b/link"),
                List.of("moved", "b", "link"),
                List.of(
                        found.chain().get(0),
                        found.chain().get(1),
                        found.chain().get(2),
                        found.facts()));
        assertThatThrownBy(() -> Descent.open(directory, link)).isInstanceOf(IOException.class);
    }

    @Test
    void walksEnd() throws Exception {
        Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(directory.resolve("one"), Path.of("/two/x"));
        Files.createSymbolicLink(directory.resolve("two"), Path.of("/one/y"));
        Path last = Path.of("file");
        for (int i = 0; i < 41; i++) {
            Path link = Files.createSymbolicLink(directory.resolve("link" + i), last);
            last = link.getFileName();
        }
        assertThat(walk("/loop")).isEqualTo("- is behind too many links");
        assertThat(walk("/one")).isEqualTo("- is behind too many links");
        assertThat(walk("/link39")).isEqualTo("file");
        assertThat(walk("/link40")).isEqualTo("- is behind too many links");
        assertThat(walk("/file/")).startsWith("- is below something that is a file");
        assertThat(walk("/file/..")).startsWith("- is below something that is a file");
        assertThat(walk("/" + "x/".repeat(4096))).isEqualTo("- has a name that is too long");
        assertThat(walk("/x\0y")).isEqualTo("- has a name that cannot be expressed here");
        assertThat(walk("/" + "x".repeat(300))).startsWith("- cannot be looked at");
    }

    @Test
    void onlyPlainFilesAreOpened() throws Exception {
        try (Child maker = Child.of("mkfifo", directory.resolve("fifo").toString())) {
            assertThat(maker.exit()).isZero();
        }
        Files.createDirectory(directory.resolve("sub"));
        Files.createSymbolicLink(directory.resolve("null"), Path.of("/dev/null"));
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("file"));
        Files.write(directory.resolve("large"), new byte[(1 << 20) + 1]);
        Files.write(directory.resolve("fits"), new byte[1 << 20]);
        try (Child child = Child.of("sleep", "600");
                LiveProcess process = LiveProcess.open(child.running("sleep").pid())) {
            assertThat(read(process, directory.resolve("file"))).isEqualTo("text");
            assertThat(read(process, directory.resolve("link"))).isEqualTo("text");
            assertThat(read(process, directory.resolve("fifo"))).isEqualTo("- is a FIFO");
            assertThat(read(process, directory.resolve("sub"))).isEqualTo("- is a directory");
            assertThat(read(process, directory.resolve("null"))).isEqualTo("- is below /dev");
            assertThat(read(process, directory.resolve("gone"))).isEqualTo("- does not exist");
            assertThat(read(process, directory.resolve("large"))).isEqualTo("- is larger than 1048576 bytes");
            assertThat(read(process, directory.resolve("fits"))).hasSize(1 << 20);
            assertThat(process.files().read(directory.resolve("file").toString(), Long.MAX_VALUE))
                    .isInstanceOfSatisfying(
                            FileRead.Content.class,
                            content -> assertThat(content.modified()).isEqualTo(modified(directory.resolve("file"))));
            child.kill();
            assertThat(read(process, directory.resolve("file"))).startsWith("- ");
        }
    }

    @Test
    void whichOfManyFilesMayBeThere() throws Exception {
        Path packages = Files.createDirectories(directory.resolve("site/packages"));
        Files.writeString(Files.createDirectory(packages.resolve("has")).resolve("rules"), "text");
        Files.createDirectory(packages.resolve("hasnot"));
        Files.createSymbolicLink(
                Files.createDirectory(packages.resolve("links")).resolve("rules"), Path.of("/nowhere"));
        Files.createSymbolicLink(packages.resolve("link"), Path.of("/elsewhere"));
        Files.createSymbolicLink(directory.resolve("other"), Path.of("site"));
        try (Child child = Child.of("sleep", "600");
                LiveProcess process = LiveProcess.open(child.running("sleep").pid())) {
            List<String> there = List.of(
                    packages + "/has/rules",
                    packages + "/links/rules",
                    packages + "/link/rules",
                    directory + "/other/packages/has/rules");
            var all = new ArrayList<>(there);
            all.add(packages + "/hasnot/rules");
            all.add(packages + "/none/rules");
            all.add(packages + "/has/rules/rules");
            all.add(directory + "/none/packages/has/rules");
            all.add("/proc/self/environ");
            all.add(packages + "/x\0y/rules");
            assertThat(process.files().perhaps(all)).isEqualTo(there);
        }
    }

    private static java.time.Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void devicesAreNotOpenedWhereverTheyAre() throws Exception {
        assumeThat(Child.isRoot()).isTrue();
        try (Child maker = Child.of("mknod", directory.resolve("device").toString(), "c", "1", "5")) {
            assumeThat(maker.exit()).isZero();
        }
        try (Child child = Child.of("sleep", "600");
                LiveProcess process = LiveProcess.open(child.running("sleep").pid())) {
            assertThat(read(process, directory.resolve("device"))).isEqualTo("- is a device");
        }
    }

    @Test
    void relativeNamesAreTakenFromTheWorkingDirectory() throws Exception {
        try (Child child = Child.python("import os, sys; os.chdir(sys.argv[1]); print(); input()", directory)) {
            child.line();
            try (LiveProcess process = LiveProcess.open(child.pid())) {
                assertThat(read(process, "file")).isEqualTo("text");
                assertThat(read(process, "./../" + directory.getFileName() + "/file"))
                        .isEqualTo("text");
                assertThat(read(process, "")).isEqualTo("- is a directory");
            }
        }
    }

    /** A daemon goes to the root; a name that would be right in both directories is doubtful. */
    @Test
    void relativeNamesOfAProgramThatHasLeftItsFirstDirectory() throws Exception {
        Path first = Files.createDirectory(directory.resolve("first"));
        Path now = Files.createDirectory(directory.resolve("now"));
        for (String name : new String[] {"left", "both", "same"}) {
            Files.writeString(first.resolve(name), name.equals("same") ? "same" : "first");
        }
        for (String name : new String[] {"here", "both", "same"}) {
            Files.writeString(now.resolve(name), name.equals("same") ? "same" : "now");
        }
        String program = """
                import os, sys
                os.environ["PWD"] = sys.argv[1]
                leave = "import os, sys; os.chdir(sys.argv[1]); print('x', flush=True); input()"
                os.execv(sys.executable, [sys.executable, "-c", leave, sys.argv[2]])
                """;
        try (Child child = Child.python(program, first, now)) {
            child.line();
            try (LiveProcess process = LiveProcess.open(child.pid())) {
                assertThat(read(process, "left")).isEqualTo("first");
                assertThat(read(process, "here")).isEqualTo("now");
                assertThat(read(process, "none")).startsWith("- ");
                for (String name : new String[] {"left", "here", "both", "same"}) {
                    assertThat(process.files().read(name, 100))
                            .isInstanceOfSatisfying(
                                    FileRead.Content.class,
                                    content -> assertThat(content.isAmbiguous())
                                            .as(name)
                                            .isEqualTo(name.equals("both")));
                }
            }
        }
    }

    @Test
    void aDeletedWorkingDirectoryHasNoFiles() throws Exception {
        Path there = Files.createDirectory(directory.resolve("there"));
        try (Child child = Child.python("import os, sys; os.chdir(sys.argv[1]); print(); input()", there)) {
            child.line();
            Files.delete(there);
            Files.createDirectory(directory.resolve("there (deleted)"));
            Files.writeString(directory.resolve("there (deleted)/file"), "another");
            try (LiveProcess process = LiveProcess.open(child.pid())) {
                assertThat(read(process, "file")).startsWith("- is relative to");
            }
        }
    }

    @Test
    void whatTheTargetMayNotReadIsNotShown() throws Exception {
        assumeThat(Child.isRoot() && Child.onPath("setpriv")).isTrue();
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Path closed = Files.createDirectory(directory.resolve("closed"));
        Files.writeString(closed.resolve("file"), "closed");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr--r--"));
        Path group = Files.writeString(directory.resolve("group"), "group");
        Files.setPosixFilePermissions(group, PosixFilePermissions.fromString("rw-r-----"));
        Files.setAttribute(group, "unix:gid", 4321);
        try (Child child = Child.of(
                        "setpriv", "--reuid", "65534", "--regid", "65534", "--groups", "4321", "sleep", "600");
                LiveProcess process = LiveProcess.open(child.running("sleep").pid())) {
            assertThat(read(process, directory.resolve("file"))).isEqualTo("text");
            assertThat(read(process, group)).isEqualTo("group");
            assertThat(read(process, secret)).isEqualTo("- may not be read by the target's user");
            assertThat(read(process, closed.resolve("file"))).contains("may not search");
            assertThat(read(process, closed.resolve("none"))).contains("may not search");
        }
        try (Child child = Child.of("sleep", "600");
                LiveProcess process = LiveProcess.open(child.running("sleep").pid())) {
            assertThat(read(process, secret)).isEqualTo("secret");
        }
    }

    private static byte[] bytes(LiveProcess process, Mapping mapping) throws IOException {
        try (ByteSource file = process.files().open(mapping)) {
            return file.read(0, (int) file.size());
        }
    }

    private static Mapping first(LiveProcess process, Path file) {
        return process.mappings().stream()
                .filter(it -> it.path().equals(file.toString()))
                .findFirst()
                .orElseThrow();
    }

    private Path program() throws IOException {
        try (Child child = Child.of("sleep", "600");
                LiveProcess process = LiveProcess.open(child.running("sleep").pid())) {
            return Files.copy(Path.of(process.executable()), directory.resolve("my prog"));
        } catch (InterruptedException | asynctb.memory.ProcessException e) {
            throw new IOException(e);
        }
    }

    @Test
    void theFileBehindAMapping() throws Exception {
        Path program = program();
        byte[] content = Files.readAllBytes(program);
        try (Child child = Child.of(program.toString(), "600");
                LiveProcess process = LiveProcess.open(child.running("my prog").pid())) {
            Mapping mapping = first(process, program);
            assertThat(mapping.deleted()).isFalse();
            assertThat(bytes(process, mapping)).isEqualTo(content);
            try (ByteSource file = process.files().open(mapping)) {
                assertThat(file.read(content.length - 1, 1)).containsExactly(content[content.length - 1]);
                assertThatThrownBy(() -> file.read(content.length - 1, 2)).isInstanceOf(IOException.class);
                assertThatThrownBy(() -> file.read(-1, 2)).isInstanceOf(IOException.class);
                assertThatThrownBy(() -> file.read(Long.MAX_VALUE, 2)).isInstanceOf(IOException.class);
            }
            Mapping stack = first(process, Path.of("[stack]"));
            assertThatThrownBy(() -> process.files().open(stack)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aReplacedProgramIsReadAsItWas() throws Exception {
        Path program = program();
        byte[] content = Files.readAllBytes(program);
        try (Child child = Child.of(program.toString(), "600");
                LiveProcess process = LiveProcess.open(child.running("my prog").pid())) {
            Path other = Files.writeString(directory.resolve("other"), "another program");
            Files.move(other, program, StandardCopyOption.REPLACE_EXISTING);
            Mapping mapping = first(process, program);
            assertThat(mapping.deleted()).isTrue();
            assertThat(process.executable()).isEqualTo(program.toString());
            if (Child.isRoot()) {
                assertThat(bytes(process, mapping)).isEqualTo(content);
            } else {
                assertThatThrownBy(() -> process.files().open(mapping)).hasMessageContaining("sudo asynctb");
            }
            var wrong = new Mapping(0, 4096, true, false, false, 0, mapping.inode(), mapping.path(), false);
            assertThatThrownBy(() -> process.files().open(wrong))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(program.toString());
        }
    }

    /** A jail with all that the program has mapped, at the same places. */
    private Path jail() throws Exception {
        Path jail = directory.resolve("jail");
        try (Child child = Child.of("sleep", "600");
                LiveProcess process = LiveProcess.open(child.running("sleep").pid())) {
            for (Mapping mapping : process.mappings()) {
                if (mapping.isFile() && mapping.offset() == 0) {
                    Path copy = Path.of(jail + mapping.path());
                    Files.createDirectories(copy.getParent());
                    Files.copy(Path.of(mapping.path()), copy, StandardCopyOption.REPLACE_EXISTING);
                    if (mapping.path().contains("/ld-")) {
                        Files.createDirectories(jail.resolve("lib64"));
                        Files.copy(copy, jail.resolve("lib64").resolve(copy.getFileName()));
                    }
                }
            }
            Files.copy(Path.of(process.executable()), jail.resolve("sleep"));
        }
        return jail;
    }

    @Test
    void aRootOfItsOwn() throws Exception {
        assumeThat(Child.isRoot() && Child.onPath("chroot")).isTrue();
        Path jail = jail();
        Files.createDirectories(jail.resolve("etc"));
        Files.writeString(jail.resolve("etc/passwd"), "inner");
        Files.createSymbolicLink(jail.resolve("link"), Path.of("/etc/passwd"));
        try (Child child = Child.of("chroot", jail.toString(), "/sleep", "600");
                LiveProcess process = LiveProcess.open(child.running("sleep").pid())) {
            assertThat(read(process, "/etc/passwd")).isEqualTo("inner");
            assertThat(read(process, "etc/passwd")).isEqualTo("inner");
            assertThat(read(process, "/link")).isEqualTo("inner");
            assertThat(read(process, "/../../link")).isEqualTo("inner");
            assertThat(read(process, directory.resolve("file"))).isEqualTo("- does not exist");
            Mapping program = first(process, jail.resolve("sleep"));
            assertThat(bytes(process, program)).isEqualTo(Files.readAllBytes(jail.resolve("sleep")));
        }
    }
}
