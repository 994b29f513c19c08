package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.render.Format;
import asynctb.render.RenderOptions;
import asynctb.render.Renderer;
import asynctb.testkit.Libraries;
import asynctb.testkit.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What people get to see of programs that use greenlets. Run with {@code -Dasynctb.golden=write} to write the texts anew; then
 * the difference is for people to judge.
 */
class GreenletTextTest {
    private static final Path TEXTS = Path.of("src/test/resources/asynctb/cli");

    @ParameterizedTest
    @CsvSource({"crawler, 3.6, oldest", "crawler, 3.15, newest", "generators, 3.6, oldest", "generators, 3.15, newest"})
    void reads(String program, String python, String set) throws IOException {
        String text = text(program, python, set);
        Path file = TEXTS.resolve("greenlets-" + program + "-" + set + ".txt");
        if ("write".equals(System.getProperty("asynctb.golden"))) {
            Files.createDirectories(TEXTS);
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }

    private static String text(String program, String python, String set) throws IOException {
        Path file = Run.program("greenlets/" + program + ".py");
        try (var process = Libraries.of(Needs.python(python), set).start(file);
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            var text = new StringBuilder();
            Renderer renderer = Renderer.of(Format.TEXT, RenderOptions.defaults(), text);
            renderer.add(target.extract(
                    List.of(new Selector.AllThreads(), new Selector.AllTasks()), ExtractOptions.defaults()));
            renderer.finish(List.of());
            String folder = Objects.requireNonNull(file.getParent()) + "/";
            return normalized(text.substring(text.indexOf("\n\n") + 2).replace(folder, ""));
        }
    }

    /** Without what is different each time, in each place, and in each patch of a Python; columns depend on places. */
    private static String normalized(String text) {
        return text.replaceAll("Thread \\d+", "Thread 1")
                .replaceAll("0x[0-9a-f]+", "0x…")
                .replaceAll("epoll_wait\\(\\d+\\)", "epoll_wait(3)")
                .replaceAll("pipe:\\[\\d+\\]", "pipe:[1]")
                .replaceAll("threading\\.py:\\d+", "threading.py:1")
                .replaceAll("\\d+\\.\\d s\\b", "9.9 s")
                .replaceAll("(?<=[\\w>)]) {2,}(?=\\S)", "  ");
    }
}
