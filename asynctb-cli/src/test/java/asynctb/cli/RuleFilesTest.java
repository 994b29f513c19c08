package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import asynctb.testkit.Pythons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What each key of a file of rules does to a real program. */
class RuleFilesTest {
    /** What a module runs itself, and tasks that have no frames of their own. */
    private static final String OTHERS = """
            library = "__main__"

            [[task]]
            type = "__main__.Camper"
            all = 'module("__main__").CAMPERS[*]'
            thread = 'thread_inside("__main__", "<module>")'

            [[frame]]
            module = "__main__"
            function = "<module>"
            hide = true
            """;

    private static final String DRIVER = """
            import socket, sys, time, types

            sys.modules["pyspark"] = types.ModuleType("pyspark")

            def worker(sock):
                infile, outfile = sock.makefile("rb"), sock.makefile("wb")
                handle()

            def handle():
                print("ready", flush=True)
                time.sleep(3600)

            def manager():
                listen_sock, pid = socket.socket(), 0
                worker(listen_sock)

            manager()
            """;

    @TempDir
    Path folder = Path.of("");

    @EachPython
    void eachKeyDoesWhatItSays(Python python) throws IOException {
        Path program = Run.program("hooks.py");
        Path rules = Run.program("hooks.toml");
        try (var process = python.start(program)) {
            process.awaitRest();
            String pid = Long.toString(process.pid());
            String shown = Run.here(
                    "show",
                    pid,
                    "--rules",
                    rules.toString(),
                    "__main__.hiding",
                    "__main__.redirecting",
                    "__main__.inserting",
                    "__main__.choosing",
                    "__main__.keeping",
                    "__main__.rooming",
                    "__main__.nesting",
                    "__main__.shying",
                    "__main__.relaying",
                    "__main__.making");

            assertThat(withoutPlaces(shown, program)).isEqualTo(Files.readString(Run.program("hooks.txt")));
            assertThat(Run.here("rules", "check", rules.toString(), pid)).doesNotContain("the process has no");

            Path others = folder.resolve("others.toml");
            Files.writeString(others, OTHERS);
            assertThat(Run.here(pid, "--rules", others.toString()))
                    .contains(
                            "    … only hidden frames\n  2 tasks, 2 running, 1 deep:\n  2 × task: running\n\nThread ");
        }
    }

    /** Spark's daemon is the main module of its workers. That of a driver may be much like it. */
    @EachPython(min = Pythons.LAST)
    void aDriverOfSparkIsNoWorker(Python python) throws IOException {
        Path program = folder.resolve("driver.py");
        Files.writeString(program, DRIVER);
        try (var process = python.start(program)) {
            process.awaitRest();
            assertThat(Run.here(Long.toString(process.pid())))
                    .contains("* <module>  ", "* manager   ", "* worker    ")
                    .doesNotContain("hidden");
        }
    }

    /** Without where this machine has things, and how they are put in columns for that. */
    private static String withoutPlaces(String text, Path program) {
        return text.replace(program.getParent() + "/", "")
                .replaceAll("(?s)^.*?\n\n", "")
                .replaceAll("0x[0-9a-f]+", "0x…")
                .replaceAll("(?m)(:\\d+) +", "$1 ");
    }
}
