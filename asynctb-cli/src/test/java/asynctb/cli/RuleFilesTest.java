package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What each key of a file of rules does to a real program. */
class RuleFilesTest {
    @EachPython
    void eachKeyDoesWhatItSays(Python python) throws IOException {
        Path program = Run.program("hooks.py");
        Path rules = Run.program("hooks.toml");
        try (var process = python.start(program)) {
            process.awaitRest();
            String pid = Long.toString(process.pid());
            String shown = run(
                    "show",
                    pid,
                    "--rules",
                    rules.toString(),
                    "__main__.hiding",
                    "__main__.redirecting",
                    "__main__.inserting",
                    "__main__.choosing",
                    "__main__.keeping",
                    "__main__.rooming");

            assertThat(withoutPlaces(shown, program)).isEqualTo(Files.readString(Run.program("hooks.txt")));
            assertThat(run("rules", "check", rules.toString(), pid)).doesNotContain("the process has no");
        }
    }

    /** Without where this machine has things, and how they are put in columns for that. */
    private static String withoutPlaces(String text, Path program) {
        return text.replace(program.getParent() + "/", "")
                .replaceAll("(?s)^.*?\n\n", "")
                .replaceAll("0x[0-9a-f]+", "0x…")
                .replaceAll("(?m)(:\\d+) +", "$1 ");
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
