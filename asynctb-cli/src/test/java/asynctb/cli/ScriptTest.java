package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.Needs;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that starts the command, as it stands in a release, on a real Python: what reaches whom. */
class ScriptTest {
    private Path release = Path.of("");
    private PythonProcess process;

    ScriptTest() {
        Python python = Needs.python("3.12");
        process = python.start(Run.program("shop_program.py"));
    }

    // Other users may not enter JUnit's temporary folders.
    @BeforeEach
    void copyRelease() throws IOException {
        Path project = Run.project();
        Path app = project.resolve("target/app");
        Needs.that(Files.exists(app.resolve("built")), "asynctb was not built yet; ./asynctb --version builds it");
        release = Files.createTempDirectory("asynctb-release");
        Files.setPosixFilePermissions(release, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(release.resolve("target/app"));
        Files.createDirectories(release.resolve("tools"));
        Files.copy(project.resolve("asynctb"), release.resolve("asynctb"));
        Files.copy(project.resolve("tools/jdk.sh"), release.resolve("tools/jdk.sh"));
        try (Stream<Path> files = Files.list(app)) {
            for (Path file : files.toList()) {
                Files.copy(file, release.resolve("target/app").resolve(file.getFileName()));
            }
        }
    }

    @AfterEach
    void end() {
        process.close();
        Run.of(List.of("rm", "-r", release.toString()));
    }

    private List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(release.resolve("asynctb").toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private String pid() {
        return Long.toString(process.pid());
    }

    private Run run() {
        return run(Map.of());
    }

    /** It must go well; the time of day is left out. */
    private Run run(Map<String, String> environment) {
        Run run = Run.of(command("--format", "flat", pid()), environment);
        assertThat(run.status()).as(run.errors()).isZero();
        assertThat(run.output()).contains("shop_program.py");
        return new Run(0, run.output().replaceFirst("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "now"), run.errors());
    }

    @Test
    void nothingButTheResult() {
        assertThat(run().errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"})
    void javaSaysWhatItPickedUpElsewhere(String variable) {
        Run plain = run();
        Run told = run(Map.of(variable, "-Dsome.property=x"));
        assertThat(told.output()).isEqualTo(plain.output());
        assertThat(told.errors()).contains(variable);
    }

    @Test
    void truncatedCache() throws IOException {
        Run plain = run();
        try (var cache = new RandomAccessFile(cache().toFile(), "rw")) {
            cache.setLength(cache.length() / 2);
        }
        assertThat(run()).isEqualTo(plain);
    }

    @Test
    void cacheThatIsNone() throws IOException {
        Run plain = run();
        Files.writeString(cache(), "something else");
        assertThat(run()).isEqualTo(plain);
    }

    @Test
    void cacheOfOtherJars() throws IOException {
        Run plain = run();
        assertThat(cache()).exists();
        try (Stream<Path> files = Files.list(cache().getParent())) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
            }
        }
        assertThat(run()).isEqualTo(plain);
    }

    private Path cache() {
        return release.resolve("target/app/asynctb.aot");
    }

    @Test
    void closedPipe() {
        Run run = Run.of(List.of(
                "bash",
                "-c",
                "set -o pipefail; \"$0\" --format json " + pid() + " " + pid() + " | head -c 1",
                command().getFirst()));
        assertThat(run).isEqualTo(new Run(0, "{", ""));
    }

    /** A shell has the width, but exports it only if it is told to. */
    @Test
    void widthOfTheTerminal() {
        assertThat(widestLine("72")).isBetween(30, 72);
        assertThat(widestLine("300")).isGreaterThan(72);
    }

    private int widestLine(String columns) {
        var inTerminal = new ArrayList<>(List.of(
                Needs.python("3.12").executable().toString(),
                Run.program("terminal.py").toString(),
                columns));
        inTerminal.addAll(command("--color=never", pid()));
        Run run = Run.of(inTerminal, Map.of("COLUMNS", ""));
        assertThat(run.status()).as(run.errors()).isZero();
        assertThat(run.output()).contains("sys.stdin.read()");
        return run.output().lines().mapToInt(String::length).max().orElse(0);
    }

    @Test
    void processOfAnotherUser() {
        Needs.root();
        Needs.tools("setpriv");
        var command = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        command.addAll(command(pid()));
        Run run = Run.of(command);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors())
                .startsWith("asynctb: ")
                .contains(pid())
                .contains("sudo")
                .hasLineCount(1);
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void noSuchProcess() throws Exception {
        process.kill();
        Run run = Run.of(command(pid()));
        assertThat(run.output()).isEmpty();
        assertThat(run.errors())
                .startsWith("asynctb: There is no process " + pid())
                .hasLineCount(1);
        assertThat(run.status()).isEqualTo(1);
    }
}
