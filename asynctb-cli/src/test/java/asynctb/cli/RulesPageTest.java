package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.Needs;
import asynctb.testkit.PythonProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/rules.md} teaches works as printed there. */
class RulesPageTest {
    private static final String PAGE = "docs/rules.md";
    private static final String RULES = "moth-rules.toml";
    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- rules example -->\\s*```java\\n(.*?)```", Pattern.DOTALL);

    private static final int MAX_LINES = 30;

    @TempDir
    Path folder = Path.of("");

    private PythonProcess start(String version) throws IOException {
        Page.read(PAGE).write(folder);
        PythonProcess process = Needs.python(version).start(folder.resolve("moths.py"));
        process.awaitRest();
        return process;
    }

    private Path rules(String text) throws IOException {
        return Files.writeString(folder.resolve(RULES), text);
    }

    private void makeJar() throws IOException {
        Matcher example = EXAMPLE.matcher(Page.text(PAGE));
        assertThat(example.find()).isTrue();
        String text = example.group(1);
        assertThat(text.lines().filter(line -> !line.startsWith("import") && !line.isBlank()))
                .hasSizeLessThanOrEqualTo(MAX_LINES);
        Path source = Files.writeString(folder.resolve("MothRules.java"), text);
        var said = new StringWriter();
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        new PrintWriter(said),
                        new PrintWriter(said),
                        "--release",
                        "21",
                        "-cp",
                        Classes.place("asynctb.Asynctb").toString(),
                        "-d",
                        folder.toString(),
                        source.toString());
        assertThat(status).as(said.toString()).isZero();
        Path jar = folder.resolve("moth-rules.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                var out = new JarOutputStream(file)) {
            entry(out, "MothRules.class", Files.readAllBytes(folder.resolve("MothRules.class")));
            entry(out, "META-INF/services/asynctb.rules.RuleProvider", "MothRules\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void entry(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(bytes);
        out.closeEntry();
    }

    @Test
    void eachStepShowsWhatIsPrinted() throws IOException {
        List<Page.Step> steps = Page.read(PAGE).steps();
        assertThat(steps).hasSize(9);
        for (String version : List.of("3.6", "3.12", "3.15")) {
            try (PythonProcess process = start(version)) {
                for (Page.Step step : steps) {
                    rules(step.files().getOrDefault(RULES, ""));
                    String shown = Page.run(step.command(), process, folder);
                    assertThat(withoutVersions(shown)).as(step.command()).isEqualTo(withoutVersions(step.shown()));
                }
                rules(Page.read(PAGE).file(RULES).replace("Loop.run\", ", "Loop.stop\", "));
                assertThat(Page.run("rules check moth-rules.toml 4711", process, folder))
                        .endsWith("moth-rules.toml:19: the process has no moth.Loop.stop.\n");
            }
        }
    }

    @Test
    void theSameInJava() throws IOException {
        Page.Step last = Page.read(PAGE).steps().stream()
                .filter(step -> step.command().startsWith("4711"))
                .toList()
                .getLast();
        makeJar();
        try (PythonProcess process = start("3.12")) {
            assertThat(withoutVersions(Page.run(last.command().replace(".toml", ".jar"), process, folder)))
                    .isEqualTo(withoutVersions(last.shown()));
        }
    }

    /**
     * Versions differ in the words of system calls. In old ones a block is left in the line where it ends.
     */
    private static String withoutVersions(String text) {
        return text.strip()
                .replaceAll(" +", " ")
                .replaceAll("Thread (?!4711)\\d+", "Thread …")
                .replaceAll("0x[0-9a-f]+", "0x…")
                .replaceAll("waiting in [a-z_0-9]+", "waiting in …")
                .replace("27 print(\"ready\", flush=True)", "24 async with moth.Patient(moth.Nest()) as nest:");
    }

    @Test
    void aFileIsChecked() throws IOException {
        String right = Page.read(PAGE).file(RULES);
        Path file = rules(right);
        assertThat(Run.here("rules", "check", file.toString()))
                .endsWith("nothing is wrong with its 7 rules for moth.\n");
        rules(right.replace("outer.job", "outer.job hunter2").replace("to =", "too ="));
        assertThat(Run.here("rules", "check", file.toString())
                        .replace(folder + "/", "")
                        .lines())
                .containsExactly(
                        "moth-rules.toml:24: it needs to",
                        "moth-rules.toml:26: there is no such key here; there are to, type, types",
                        "moth-rules.toml:32: redirect: here belongs ')', at character 60 of the expression");
        assertThat(Run.here("1", "--rules", file.toString()))
                .contains("The rules cannot be used: " + file + ":24: ")
                .contains("and 2 more, which `asynctb rules check " + file + "` shows")
                .doesNotContain("hunter2");
        assertThat(Run.here("rules")).contains("asynctb rules check FILE.toml [PID]");
        assertThat(Run.here("rules", "check", folder.resolve("none.toml").toString()))
                .contains("There is no file ");
    }

    @Test
    void aFileWithoutRulesIsRefused() throws IOException {
        Path empty = folder.resolve("empty.jar");
        try (OutputStream file = Files.newOutputStream(empty);
                var out = new JarOutputStream(file)) {
            entry(out, "nothing", new byte[0]);
        }
        assertThat(Run.here("1", "--rules", empty.toString())).contains("There are no rules in ");
        assertThat(Run.here("1", "--rules", folder.resolve("none.jar").toString()))
                .contains("There is no file ");
        assertThat(Run.here("1", "--rules")).contains("needs a value");
    }
}
