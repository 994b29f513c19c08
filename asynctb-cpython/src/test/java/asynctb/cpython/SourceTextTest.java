package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.model.Frame;
import asynctb.model.Problem;
import asynctb.testkit.EachPython;
import asynctb.testkit.Needs;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the text of lines comes from, and where it must not come from. What a code object names as its file may be anything. */
class SourceTextTest {
    private static final String NONE = "no text";

    private Path folder = Path.of("");

    // The target gives up its rights, and others may not enter JUnit's temporary folders.
    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("asynctb-source").toRealPath();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        writeArchive("stored.zip", ZipEntry.STORED);
        writeArchive("deflated.zip", ZipEntry.DEFLATED);
    }

    @AfterEach
    void removeFolder() {
        Situation.run("rm", "-r", folder.toString());
    }

    @EachPython
    @Timeout(60)
    void textOfEveryKindOfFile(Python python) throws IOException {
        Situation.run("mkfifo", path("fifo"));
        Files.createDirectory(folder.resolve("directory"));
        write("plain.py", "plain");
        write("private.py", "private");
        Files.setPosixFilePermissions(folder.resolve("private.py"), PosixFilePermissions.fromString("rw-------"));
        Files.createDirectory(folder.resolve("real"));
        write("real/file.py", "linked");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
        Files.createSymbolicLink(folder.resolve("to-fifo"), folder.resolve("fifo"));
        try (var large = new java.io.RandomAccessFile(path("large.py"), "rw")) {
            large.write(text("large").getBytes(StandardCharsets.UTF_8));
            large.setLength((16 << 20) + 1);
        }
        try (var process = start(
                python,
                path("plain.py"),
                path("missing.py"),
                path("fifo"),
                path("to-fifo"),
                path("directory"),
                path("private.py"),
                path("link/file.py"),
                path("loop"),
                path("large.py"),
                path("directory/../plain.py"),
                "/dev/zero",
                "/dev/tty",
                "/proc/self/environ",
                "/proc/self/root" + path("plain.py"),
                "/sys/kernel/notes")) {
            var expected = new TreeMap<String, String>();
            expected.put(path("plain.py"), "rest()  # plain");
            expected.put(path("missing.py"), NONE);
            expected.put(path("fifo"), NONE);
            expected.put(path("to-fifo"), NONE);
            expected.put(path("directory"), NONE);
            expected.put(path("private.py"), root() ? NONE : "rest()  # private");
            expected.put(path("link/file.py"), "rest()  # linked");
            expected.put(path("loop"), NONE);
            expected.put(path("large.py"), NONE);
            expected.put(path("directory/../plain.py"), "rest()  # plain");
            expected.put("/dev/zero", NONE);
            expected.put("/dev/tty", NONE);
            expected.put("/proc/self/environ", NONE);
            expected.put("/proc/self/root" + path("plain.py"), NONE);
            expected.put("/sys/kernel/notes", NONE);
            expected.put("<notebook>", "rest()  # notebook");
            expected.put("<lazy>", NONE);
            expected.put("stored.zip", "rest()  # stored.zip");
            expected.put("deflated.zip", "rest()  # deflated.zip");
            assertThat(texts(process)).containsExactlyEntriesOf(expected);
        }
    }

    @Test
    void fileNewerThanTheProcess() throws IOException {
        write("plain.py", "old");
        try (var process = start(Needs.python("3.11"), path("plain.py"))) {
            write("plain.py", "new");
            Files.setLastModifiedTime(
                    folder.resolve("plain.py"), FileTime.from(Instant.now().plusSeconds(5)));
            try (Target target = Asynctb.attach(process.pid())) {
                Frame frame = frame(target, path("plain.py"));
                assertThat(frame.text()).isEqualTo("rest()  # new");
                assertThat(frame.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.SOURCE_CHANGED);
            }
        }
    }

    /** The compiled file tells that it was another one; a module that has none, or the right one, is not suspected. */
    @EachPython
    void fileThatWasPutInPlaceWithAnOldTime(Python python) throws IOException {
        for (String name : List.of("replaced", "touched", "uncompiled")) {
            writeOld(name + ".py", "old");
        }
        Map<String, String> cached = Map.of("PYTHONDONTWRITEBYTECODE", "");
        List<String> command = List.of(
                python.executable().toString(),
                Programs.find("imports_program.py").toString(),
                folder.toString(),
                "replaced",
                "touched",
                "uncompiled");
        try (var process = PythonProcess.start(command, cached);
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            awaitPast(Files.getLastModifiedTime(folder.resolve("__pycache__")).toInstant());
            writeOld("replaced.py", "newer and longer");
            writeOld("touched.py", "old");
            Situation.run("sh", "-c", "rm " + folder + "/__pycache__/uncompiled.*");
            writeOld("uncompiled.py", "old");
            Map<String, List<Problem.Kind>> kinds = new TreeMap<>();
            for (String name : List.of("replaced", "touched", "uncompiled")) {
                kinds.put(
                        name,
                        frame(target, name).problems().stream()
                                .map(Problem::kind)
                                .toList());
            }
            assertThat(kinds)
                    .containsExactly(
                            Map.entry("replaced", List.of(Problem.Kind.SOURCE_CHANGED)),
                            Map.entry("touched", List.of()),
                            Map.entry("uncompiled", List.of()));
        }
    }

    @Test
    void relativeNameThatMeansTwoFiles() throws IOException {
        for (String name : List.of("first", "now")) {
            Files.createDirectory(folder.resolve(name));
            write(name + "/both.py", name);
        }
        write("first/left.py", "left");
        List<String> command = List.of(
                "env",
                "-C",
                path("now"),
                Needs.python("3.11").executable().toString(),
                Programs.find("source_program.py").toString(),
                folder.toString(),
                "both.py",
                "left.py");
        try (var process = PythonProcess.start(command, Map.of("PWD", path("first")));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            assertThat(frame(target, "both.py").problems())
                    .extracting(Problem::message)
                    .singleElement()
                    .asString()
                    .startsWith("both.py may not be the file that runs");
            assertThat(frame(target, "left.py").text()).isEqualTo("rest()  # left");
            assertThat(frame(target, "left.py").problems()).isEmpty();
        }
    }

    /** The moment of the start is known to some hundredths of a second. */
    private static void awaitPast(Instant time) {
        while (Instant.now().isBefore(time.plusMillis(300))) {
            Thread.onSpinWait();
        }
    }

    /** As installers and archives do. */
    private void writeOld(String name, String mark) throws IOException {
        write(name, mark);
        Files.setLastModifiedTime(folder.resolve(name), FileTime.from(Instant.parse("2020-01-02T03:04:05Z")));
    }

    private PythonProcess start(Python python, String... files) {
        String[] arguments = new String[files.length + 1];
        arguments[0] = folder.toString();
        System.arraycopy(files, 0, arguments, 1, files.length);
        PythonProcess process = python.start(Programs.find("source_program.py"), arguments);
        process.awaitRest();
        return process;
    }

    /** The text of the line that each thread rests in, by the thread's name. */
    private static Map<String, String> texts(PythonProcess process) {
        var texts = new TreeMap<String, String>();
        try (Target target = Asynctb.attach(process.pid())) {
            for (var stack : target.extractThreads().stacks()) {
                assertThat(stack.problems()).isEmpty();
                for (Frame frame : stack.frames()) {
                    if (frame.function().equals("work")) {
                        assertThat(frame.problems()).as("%s", frame).isEmpty();
                        @Nullable String text = frame.text();
                        texts.put(String.valueOf(stack.name()), text == null ? NONE : text);
                    }
                }
            }
        }
        return texts;
    }

    private static Frame frame(Target target, String thread) {
        return target.extract("thread:" + thread).frames().stream()
                .filter(frame -> frame.function().equals("work"))
                .findFirst()
                .orElseThrow();
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    private String path(String name) {
        return folder + "/" + name;
    }

    private static String text(String mark) {
        return "# comment\n\ndef work(rest):\n    rest()  # " + mark + "\n";
    }

    private void write(String name, String mark) throws IOException {
        Files.writeString(folder.resolve(name), text(mark));
    }

    private void writeArchive(String name, int method) throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve(name));
                var zip = new ZipOutputStream(file)) {
            byte[] content = text(name).getBytes(StandardCharsets.UTF_8);
            zip.setMethod(method);
            for (String entry : new String[] {"package/__init__.py", "package/zipped.py"}) {
                var crc = new CRC32();
                crc.update(content);
                var header = new ZipEntry(entry);
                header.setSize(content.length);
                header.setCrc(crc.getValue());
                zip.putNextEntry(header);
                zip.write(content);
            }
        }
    }
}
