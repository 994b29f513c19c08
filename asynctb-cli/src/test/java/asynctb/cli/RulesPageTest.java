package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/rules.md} teaches works as printed there. */
class RulesPageTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- rules example -->\\s*```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern OUTPUT =
            Pattern.compile("<!-- rules output -->\\s*```text\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile("<!-- rules file -->\\s*```toml\\n(.*?)```", Pattern.DOTALL);
    private static final int MAX_LINES = 30;

    @TempDir
    Path folder = Path.of("");

    private static String block(Pattern pattern) throws IOException {
        Matcher page = pattern.matcher(Files.readString(Run.project().resolve("docs/rules.md")));
        assertThat(page.find()).isTrue();
        return page.group(1);
    }

    private Path jar() throws IOException {
        String example = block(EXAMPLE);
        assertThat(example.lines().filter(line -> !line.startsWith("import") && !line.isBlank()))
                .hasSizeLessThanOrEqualTo(MAX_LINES);
        Path source = folder.resolve("MothRules.java");
        Files.writeString(source, example);
        Run run = Run.of(List.of(
                Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                "--release",
                "21",
                "-cp",
                Classes.place("asynctb.Asynctb").toString(),
                "-d",
                folder.toString(),
                source.toString()));
        assertThat(run).isEqualTo(new Run(0, "", ""));
        Path jar = folder.resolve("moth-rules.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                var out = new JarOutputStream(file)) {
            entry(out, "MothRules.class", Files.readAllBytes(folder.resolve("MothRules.class")));
            entry(out, "META-INF/services/asynctb.rules.RuleProvider", "MothRules\n".getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static void entry(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(bytes);
        out.closeEntry();
    }

    @EachPython
    void theMadeUpLibraryIsShownAsPrinted(Python python) throws IOException {
        Path jar = jar();
        Path file = file();
        Path program = Run.program("moths.py");
        try (var process = python.start(program)) {
            process.awaitRest();
            String pid = Long.toString(process.pid());
            for (Path rules : List.of(file, jar)) {
                String shown = Run.here(pid, "--rules", rules.toString())
                        .lines()
                        .skip(3)
                        .map(line -> line.replace(program.getParent() + "/", "")
                                .replace(pid, "4711")
                                .stripTrailing())
                        .reduce("", (all, line) -> all + line + "\n");
                assertThat(shown).contains("evening");
                // Versions differ in the names of functions, the words of system calls, and in their own sources.
                assertThat(withoutVersions(shown)).isEqualTo(withoutVersions(block(OUTPUT)));
            }
            assertThat(Run.here("rules", "check", file.toString(), pid).lines().skip(1))
                    .containsExactly(
                            "  line  matched  acted  failed  rule",
                            "     3        4      4       0  frame moth.Loop.run and 3 more",
                            "     8        1      1       0  frame moth.in_thread",
                            "    14        1      1       0  context moth.Nest",
                            "    18        3      3       0  unwrap moth.Task",
                            "    22        3      3       0  task moth.Task");
            Path wrong = folder.resolve("wrong.toml");
            Files.writeString(wrong, Files.readString(file).replace("Loop.step", "Loop.stop"));
            assertThat(Run.here("rules", "check", wrong.toString(), pid))
                    .endsWith("wrong.toml:3: the process has no moth.Loop.stop.\n");
        }
    }

    private Path file() throws IOException {
        Path file = folder.resolve("moth-rules.toml");
        Files.writeString(file, block(FILE));
        return file;
    }

    @Test
    void aFileIsChecked() throws IOException {
        Path file = file();
        assertThat(Run.here("rules", "check", file.toString()))
                .endsWith("nothing is wrong with its 5 rules for moth.\n");
        Files.writeString(
                file, block(FILE).replace("outer.job", "outer.job hunter2").replace("to =", "too ="));
        assertThat(Run.here("rules", "check", file.toString()).lines())
                .containsExactly(
                        "moth-rules.toml:12: redirect: here belongs ), at character 60 of the expression",
                        "moth-rules.toml:18: it needs to",
                        "moth-rules.toml:20: there is no such key here; there are to, type, types");
        assertThat(Run.here("1", "--rules", file.toString()))
                .contains("cannot be used: moth-rules.toml:12: ")
                .contains("and 2 more, which asynctb rules check shows")
                .doesNotContain("hunter2");
        assertThat(Run.here("rules")).contains("asynctb rules check FILE.toml [PID]");
        assertThat(Run.here("rules", "check", folder.resolve("none.toml").toString()))
                .contains("There is no file ");
    }

    private static String withoutVersions(String text) {
        return text.strip()
                .replaceAll("Thread \\d+", "Thread …")
                .replaceAll("waiting in [a-z_0-9]+", "waiting in …")
                .replaceAll("thread(ing)?\\.py:\\d+", "threading.py:…")
                .replaceAll("in +:\\d+  with self", "in  :…  with self")
                .replaceAll("(Loop|Event|Condition)\\.", "")
                .replaceAll(" +", " ");
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
