package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import asynctb.AsynctbException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    private final Interruption interruption = new Interruption();

    @TempDir
    Path folder = Path.of("");

    @Test
    void startsAndEndsItsProgram() throws Exception {
        assumeTrue(python("-c", "pass") == 0, "there is no python3 here");
        ProcessHandle python;
        Path program;
        try (var demo = Demo.start(System.getenv("PATH"), interruption)) {
            python = ProcessHandle.of(demo.pid()).orElseThrow();
            program = demo.program();
            assertThat(python.isAlive()).isTrue();
            assertThat(program).exists();
        }
        python.onExit().get(10, TimeUnit.SECONDS);
        assertThat(program.getParent()).doesNotExist();
    }

    private static int python(String... args) throws InterruptedException {
        try {
            return new ProcessBuilder("python3", args[0], args[1]).start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void withoutPython() {
        assertThatThrownBy(() -> Demo.start(folder.toString(), interruption))
                .isInstanceOf(AsynctbException.class)
                .hasMessageContaining("There is no python3 on the PATH");
    }

    @Test
    void pythonThatDoesNotRun() throws IOException {
        Path python = folder.resolve("python3");
        Files.writeString(python, "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
        assertThatThrownBy(() -> Demo.start(folder.toString(), interruption))
                .isInstanceOf(AsynctbException.class)
                .hasMessageContaining("does not run the program");
    }

    @Test
    void interruptedWhileItStarts() throws IOException {
        Path python = folder.resolve("python3");
        Files.writeString(python, "#!/bin/sh\nread line\n");
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
        interruption.mark();
        assertThatThrownBy(() -> Demo.start(folder.toString(), interruption))
                .isInstanceOf(AsynctbException.class)
                .hasMessageContaining("Interrupted");
    }

    @Test
    void pythonThatSaysNonsense() throws IOException {
        Path python = folder.resolve("python3");
        Files.writeString(python, "#!/bin/sh\necho hello\n");
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
        assertThatThrownBy(() -> Demo.start(folder.toString(), interruption)).isInstanceOf(AsynctbException.class);
    }
}
