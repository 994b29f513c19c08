package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people get to see of programs that use frameworks, servers and backports; {@link GoldenText} says how to write it anew. */
class FrameworkTextTest {
    @ParameterizedTest
    @CsvSource({
        "aiohttp, 3.6, oldest",
        "aiohttp, 3.15, newest",
        "asgiref, 3.6, oldest",
        "asgiref, 3.15, newest",
        "async_exit_stack, 3.6, newest",
        "async_generator, 3.6, newest",
        "async_generator, 3.12, newest",
        "celery, 3.6, oldest",
        "celery, 3.15, newest",
        "everything, 3.6, oldest",
        "everything, 3.15, newest",
        "curio, 3.6, oldest",
        "curio, 3.11, newest",
        "eventlet, 3.6, oldest",
        "eventlet, 3.15, newest",
        "fastapi, 3.7, oldest",
        "fastapi, 3.15, newest",
        "gunicorn, 3.6, oldest",
        "gunicorn, 3.15, newest",
        "hypercorn, 3.6, oldest",
        "hypercorn, 3.15, newest",
        "sqlalchemy, 3.9, newest",
        "sqlalchemy, 3.15, newest",
        "starlette, 3.6, oldest",
        "starlette, 3.15, newest",
        "tornado, 3.6, oldest",
        "tornado, 3.15, newest",
        "twisted, 3.6, oldest",
        "twisted, 3.15, newest",
        "busy_twisted, 3.6, oldest",
        "busy_twisted, 3.15, newest",
        "uvloop, 3.6, oldest",
        "uvloop, 3.13, newest",
    })
    void reads(String library, String python, String set) throws IOException {
        reads(library, python, set, new String[0]);
    }

    private static void reads(String library, String python, String set, String... arguments) throws IOException {
        String text = GoldenText.of("libraries/uses_" + library + ".py", python, set, arguments);
        // Up to 3.7 asyncio's tasks have no names, by which alone their order is known.
        text = List.of("3.6", "3.7").contains(python) ? sortedTrees(text) : text;
        assertThat(text).isEqualTo(GoldenText.expected("libraries-" + library + "-" + python + ".txt", text));
    }

    /** Spark is half a gigabyte, and takes a quarter of a minute to start. Old versions of it want an old Java. */
    @Test
    @Tag("long")
    void readsWorkersOfSpark() throws IOException {
        reads("pyspark", "3.6", "oldest-spark", OtherJava.home("11").toString());
        reads("pyspark", "3.15", "newest-spark");
    }

    /** The same text with the trees of tasks in the order of their first lines. */
    private static String sortedTrees(String text) {
        var sorted = new StringBuilder();
        for (String paragraph : text.split("(?<=\n\n)")) {
            List<String> parts =
                    new ArrayList<>(List.of(paragraph.stripTrailing().split("\n(?=  (?:Task |\\d+ ×))")));
            Collections.sort(parts.subList(1, parts.size()));
            sorted.append(String.join("\n", parts))
                    .append(paragraph.substring(paragraph.stripTrailing().length()));
        }
        return sorted.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "pool, 3.6",
        "map, 3.15",
        "executor, 3.6",
        "executor, 3.15",
        "process, 3.15",
    })
    void readsProcessesOfOthers(String kind, String python) throws IOException {
        String text = GoldenText.of("libraries/uses_multiprocessing.py", python, List.of(kind));
        assertThat(text)
                .isEqualTo(GoldenText.expected("libraries-multiprocessing-" + kind + "-" + python + ".txt", text));
    }
}
