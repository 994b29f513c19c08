package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        Path program = Run.program("moths.py");
        try (var process = python.start(program)) {
            process.awaitRest();
            String pid = Long.toString(process.pid());
            String shown = run(pid, "--rules", jar.toString())
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
        assertThat(run("1", "--rules", empty.toString())).contains("There are no rules in ");
        assertThat(run("1", "--rules", folder.resolve("none.jar").toString())).contains("There is no file ");
        assertThat(run("1", "--rules")).contains("needs a value");
    }

    private static String run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        new Command(
                        new Surroundings(stream, stream, Map.of("COLUMNS", "120"), false),
                        new LiveTargets(),
                        new Interruption())
                .run(arguments);
        return out.toString(StandardCharsets.UTF_8);
    }
}
