package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file {@code python/asynctb.py}, in programs that ask about themselves. */
class PythonModuleTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- python example -->\\s*```python\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern OUTPUT =
            Pattern.compile("<!-- python output -->\\s*```text\\n(.*?)```", Pattern.DOTALL);
    private static final String BETWEEN = "print('----')\n";

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.12", "3.15"})
    void programsAskAboutThemselves(String version) throws IOException {
        assertThat(run(version, Run.program("asks_itself.py"))).isEqualTo("ok\n");
    }

    /** The examples of the page are one program, whose parts have the outputs beside them. */
    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.15"})
    void thePageIsTrue(String version) throws IOException {
        String page = Files.readString(Run.project().resolve("docs/python.md"));
        Path program = Files.writeString(folder.resolve("example.py"), String.join(BETWEEN, blocks(EXAMPLE, page)));
        String output = run(version, program).replace(folder + "/", "");
        assertThat(Stream.of(output.split("----\n", -1)).map(PythonModuleTest::withoutNumbers))
                .isEqualTo(blocks(OUTPUT, page).stream()
                        .map(PythonModuleTest::withoutNumbers)
                        .toList());
    }

    private static List<String> blocks(Pattern pattern, String page) {
        return pattern.matcher(page).results().map(match -> match.group(1)).toList();
    }

    /** Before 3.8 tasks have no names. */
    private static String withoutNumbers(String text) {
        return text.strip()
                .replaceAll("0x[0-9a-f…]+", "0x…")
                .replaceAll("daemon \\d+", "daemon …")
                .replaceAll("task (\"Task-\\d+\"|\\w+):", "task …:");
    }

    private String run(String version, Path program) throws IOException {
        String python = Needs.python(version).executable().toString();
        Run run = Run.of(
                List.of(python, program.toString(), folder.toString()),
                Map.of(
                        "PYTHONPATH",
                        Run.project().resolve("python").toString(),
                        "PYTHONDONTWRITEBYTECODE",
                        "1",
                        "ASYNCTB",
                        Classes.command(folder).toString()));
        assertThat(run.errors()).isEmpty();
        return run.output();
    }
}
