package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/find.md} shows is what is found. */
class FindPageTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void showsWhatIsPrinted() throws IOException {
        Page page = Page.read("docs/find.md");
        page.write(folder);
        assertThat(page.steps()).hasSize(2);
        try (var process = Needs.python("3.12").start(folder.resolve("shop.py"))) {
            process.awaitRest();
            for (Page.Step step : page.steps()) {
                assertThat(lines(Page.run(step.command(), process, folder))).isEqualTo(lines(step.shown()));
            }
        }
    }

    /** In which order they stand, the collector decides; of the library each release has its own lines. */
    private static List<String> lines(String text) {
        return text.replaceAll("0x[0-9a-f]+", "0x…")
                .replaceAll("Task-[0-9]+", "Task-…")
                // Where it differs between those of a group it is left out.
                .replaceAll(", [0-9.]+ s left", "")
                .replaceAll("asyncio/tasks.py:[0-9]+", "asyncio/tasks.py:…")
                .lines()
                .sorted()
                .toList();
    }
}
