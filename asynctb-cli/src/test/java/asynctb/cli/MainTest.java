package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.render.Renderer;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a Java machine of its own, on the runtime of {@link FakeProvider}. */
class MainTest {
    private final List<Process> started = new ArrayList<>();

    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    private Process start(String... args) throws IOException {
        String classPath = Stream.of(Asynctb.class, Renderer.class, Main.class, MainTest.class)
                .map(MainTest::place)
                .collect(Collectors.joining(File.pathSeparator));
        var command = new ArrayList<String>();
        Collections.addAll(
                command, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Collections.addAll(command, "-cp", classPath, "asynctb.cli.Main");
        Collections.addAll(command, args);
        var builder =
                new ProcessBuilder(command).redirectError(folder.resolve("err").toFile());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static int status(Process process) throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    @Test
    void writesUtf8WhateverTheLocale() throws Exception {
        Process process = start("3");
        assertThat(output(process)).startsWith("Process 3: fäke\n").contains("> * f3  f.py:3  ü()\n");
        assertThat(status(process)).isZero();
        assertThat(errors()).isEmpty();
    }

    @Test
    void failsWithOneSentence() throws Exception {
        Process process = start("1000001");
        assertThat(output(process)).isEmpty();
        assertThat(status(process)).isEqualTo(1);
        assertThat(errors()).isEqualTo("asynctb: There is no process 1000001.\n");
    }

    @Test
    void closedPipeEndsQuietly() throws Exception {
        Process process = start("200000");
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(reader.readLine()).isEqualTo("Process 200000: fäke");
        }
        assertThat(status(process)).isZero();
        assertThat(errors()).isEmpty();
    }

    @Test
    void interruptedItLeavesNoHalfFile() throws Exception {
        Path file = folder.resolve("out.txt");
        Process process = start("7", "-o", file.toString());
        Path draft = folder.resolve(".out.txt." + process.pid() + ".part");
        for (int i = 0; i < 1000 && !Files.exists(draft); i++) {
            Thread.sleep(10);
        }
        assertThat(draft).exists();
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(status(process)).isEqualTo(130);
        assertThat(folder.toFile().list()).containsExactly("err");
    }

    @Test
    void interruptedItHasPrintedWhatIsKnown() throws Exception {
        Process process = start("3", "7");
        var reader = process.inputReader(StandardCharsets.UTF_8);
        assertThat(reader.readLine()).isEqualTo("Process 3: fäke");
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(reader.lines()).contains("> * f3  f.py:3  ü()");
        assertThat(status(process)).isEqualTo(130);
    }
}
