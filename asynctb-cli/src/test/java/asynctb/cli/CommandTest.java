package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class CommandTest {
    private final FakeTargets targets = new FakeTargets();
    private final Interruption interruption = new Interruption();
    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private boolean isTerminal;

    @TempDir
    Path folder = Path.of("");

    private int run(String... args) {
        return runInto(out, args);
    }

    private int runInto(OutputStream stream, String... args) {
        return new Command(new Surroundings(stream, err, environment, isTerminal, isTerminal), targets, interruption)
                .run(args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json() {
        return new ObjectMapper().readTree(out());
    }

    @Test
    void tableOfProcesses() {
        assertThat(run()).isZero();
        assertThat(out()).contains(" 12  3.11.7  me ").contains("!    It belongs to root; use sudo.");
        assertThat(err()).isEmpty();
    }

    @Test
    void noProcessesIsSaidOnStandardError() {
        targets.isEmpty = true;
        assertThat(run()).isZero();
        assertThat(out()).hasLineCount(1);
        assertThat(err()).isEqualTo("asynctb: No Python process was found here.\n");
    }

    @Test
    void threadsOfAProcess() {
        assertThat(run("12")).isZero();
        assertThat(out())
                .startsWith("Process 12: python3 app.py\n")
                .contains("Thread 12 \"MainThread\": waiting in read\n")
                .contains("> * f2  /srv/é.py:2  f3()\n  2 tasks, 2 deep:\n")
                .endsWith("  └─ Task \"child\": sleeping\n");
        assertThat(targets.asked).containsExactly("12 threads", "12 tasks");
    }

    @Test
    void severalSources() {
        assertThat(run("12", "34")).isZero();
        assertThat(out()).contains("Process 12").contains("\n\nProcess 34");
    }

    @Test
    void showTakesSelectors() {
        assertThat(run("show", "12", "--locals", "thread:MainThread", "@0x1f")).isZero();
        assertThat(targets.asked).containsExactly("12 thread:MainThread with locals", "12 @0x1f with locals");
    }

    @Test
    void pauses() {
        assertThat(run("12", "--max-pause", "3")).isZero();
        assertThat(run("12", "--no-pause")).isZero();
        assertThat(targets.asked)
                .containsExactly(
                        "12 threads, paused for 3 ms",
                        "12 tasks, paused for 3 ms",
                        "12 threads, never paused",
                        "12 tasks, never paused");
    }

    @Test
    void tasksAloneOrNotAtAll() {
        assertThat(run("tasks", "12")).isZero();
        assertThat(out())
                .contains("\nThread 12: 2 tasks, 2 deep:\n  Task \"parent\"")
                .doesNotContain("MainThread");
        assertThat(run("12", "--no-tasks")).isZero();
        assertThat(targets.asked).containsExactly("12 tasks", "12 threads");
        assertThat(run("tasks", "34")).isZero();
        assertThat(run("tasks", "34", "--strict")).isEqualTo(Command.PROBLEMS);
        assertThat(run("tasks", "99")).isEqualTo(Command.FAILED);
        assertThat(run("show", "12", "task:parent")).isZero();
    }

    @Test
    void doubleDashEndsOptions() {
        assertThat(run("show", "12", "--", "--limit")).isEqualTo(Command.MISUSED);
        assertThat(err()).contains("not a selector").contains("--limit");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --frob                 | There is no option --frob; asynctb --help lists them.
                    12 -x                  | There is no option -x
                    12 --children          | The option --children does not work in this build yet.
                    12 --max-pause=0       | A pause is a number of milliseconds from 1 up, not 0.
                    12 --format html       | The format html does not work in this build yet.
                    12 --format yaml       | There is no format yaml; there are text, flat and json.
                    12 --limit 0           | A limit is a number from 1 up, not 0.
                    12 --limit=x           | A limit is a number from 1 up, not x.
                    12 --limit             | The option --limit needs a value.
                    12 --locals=1          | The option --locals takes no value.
                    12 --color=red         | Colours are auto, always or never, not red.
                    12 --filter=           | The value of --filter is empty.
                    tasks                  | The command tasks needs one source: asynctb tasks PID
                    tasks 12 34            | The command tasks needs one source: asynctb tasks PID
                    tasks 12 --no-tasks    | The command tasks shows nothing with --no-tasks.
                    find                   | The command find needs one source: asynctb find PID --type NAME
                    find 12 34             | The command find needs one source: asynctb find PID --type NAME
                    find 12 --type=        | The value of --type is empty.
                    find 12 --format flat  | What is found is no traceback: it is written as text or json.
                    record 12 -o x         | The command record does not work in this build yet.
                    shwo 12                | shwo is neither a command nor a source
                    12 thread:Main         | it belongs behind a source: asynctb show PID thread:Main
                    incident.asynctb       | Cores and snapshots cannot be read in this build yet: incident.asynctb.
                    show                   | The command show needs a source: asynctb show PID
                    show 12 a..b           | not a selector
                    --format json          | The list of processes is only written as text.
                    doctor 1 2             | The command doctor takes one source at the most.
                    demo 12                | The command demo takes no source.
                    """)
    void wrongCommandLines(String line, String sentence) {
        assertThat(run(line.split(" "))).isEqualTo(Command.MISUSED);
        assertThat(err()).startsWith("asynctb: ").contains(sentence).hasLineCount(1);
        assertThat(out()).isEmpty();
        assertThat(targets.asked).isEmpty();
    }

    @Test
    void aFileIsNoSourceYet() throws IOException {
        Path core = Files.createFile(folder.resolve("core.12"));
        assertThat(run(core.toString())).isEqualTo(Command.MISUSED);
        assertThat(err()).contains("Cores and snapshots cannot be read in this build yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "99999999999999999999"})
    void noTraceback(String pid) {
        assertThat(run(pid)).isEqualTo(Command.FAILED);
        assertThat(err()).startsWith("asynctb: ").contains(pid).hasLineCount(1);
        assertThat(out()).isEmpty();
    }

    @Test
    void oneSourceOfSeveralFails() {
        assertThat(run("99", "12", "--format=json")).isZero();
        assertThat(err()).isEqualTo("asynctb: Process 99 may not be read; run asynctb as root.\n");
        assertThat(json().path("processes")).hasSize(1);
        assertThat(json().at("/problems/0/message").asString()).contains("Process 99");
    }

    @Test
    void strictMindsASourceThatFailed() {
        assertThat(run("99", "12", "--strict")).isEqualTo(Command.PROBLEMS);
        assertThat(out()).endsWith("\n! unreadable: Process 99 may not be read; run asynctb as root.\n");
    }

    @Test
    void allSourcesFail() {
        assertThat(run("98", "99", "--format", "json")).isEqualTo(Command.FAILED);
        assertThat(out()).isEmpty();
        assertThat(err()).hasLineCount(2);
    }

    @Test
    void noSelectorNamesAnything() {
        assertThat(run("show", "12", "thread:nobody")).isEqualTo(Command.FAILED);
        assertThat(out()).isEmpty();
        assertThat(err()).isEqualTo("asynctb: nothing is called thread:nobody\n");
    }

    @Test
    void someSelectorsNameNothing() {
        assertThat(run("show", "12", "thread:nobody", "thread:a")).isZero();
        assertThat(out()).contains("! not-found: nothing is called thread:nobody");
        assertThat(run("show", "12", "thread:nobody", "thread:a", "--strict")).isEqualTo(Command.PROBLEMS);
    }

    @Test
    void strictMindsTornStacksButNoLimit() {
        assertThat(run("12", "--strict", "--limit", "1", "--format", "json")).isZero();
        assertThat(json().at("/processes/0/stacks/0/problems/0/kind").asString())
                .isEqualTo("limit");
        assertThat(run("56", "--strict")).isEqualTo(Command.PROBLEMS);
        assertThat(run("56")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"57", "58", "59"})
    void strictMindsContextsToo(String pid) {
        assertThat(run(pid)).isZero();
        assertThat(run(pid, "--strict")).isEqualTo(Command.PROBLEMS);
    }

    @Test
    void filterThatNothingHolds() {
        assertThat(run("12", "--filter", "f2")).isZero();
        assertThat(out()).contains("MainThread");
        assertThat(run("12", "--filter=nowhere")).isZero();
        assertThat(err()).isEqualTo("asynctb: None of 2 stacks holds \"nowhere\".\n");
    }

    @Test
    void formatsAndOrder() {
        assertThat(run("12", "--format", "flat", "--innermost-first", "--limit", "1"))
                .isZero();
        assertThat(out()).contains("Traceback (most recent call first):\n  File \"/srv/é.py\", line 2, in f2\n");
    }

    @Test
    void find() {
        assertThat(run("find", "12", "--type", "coroutine", "--type=app.Order", "--suspended"))
                .isZero();
        assertThat(targets.asked).containsExactly("12 find [coroutine, app.Order] suspended");
        assertThat(out()).endsWith("""
                  3 × coroutine

                2 × coroutine f, suspended at /srv/app.py:7; awaited by task "Task-0" and others: @0x100 … @0x110
                @0x120  coroutine f, suspended at /srv/app.py:9; awaited by task "Task-2"
                """);
        out.reset();
        run("find", "12", "--no-group", "--ascii");
        assertThat(out())
                .contains("  3 x coroutine\n")
                .contains("@0x100  coroutine f, suspended at /srv/app.py:7; awaited");
        assertThat(err()).isEmpty();
    }

    @Test
    void nothingWasFound() {
        assertThat(run("find", "12", "--type", "app.None")).isZero();
        assertThat(err()).isEqualTo("asynctb: Process 12 has no such objects.\n");
    }

    @Test
    void acceptsWhatIsSoAlready() {
        assertThat(run("12", "--no-contexts", "--no-rules", "--no-pause")).isZero();
    }

    @Test
    void doctor() {
        assertThat(run("doctor", "12")).isZero();
        assertThat(run("doctor", "99")).isZero();
        assertThat(run("doctor")).isZero();
        assertThat(out()).isEqualTo("""
                        Nothing stops a traceback of process 12.
                        Process 99 belongs to root; use sudo.
                        1 Python process here can be looked at.
                        Process 99: It belongs to root; use sudo.
                        """);
    }

    @Test
    void helpAndVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out()).startsWith("asynctb ");
        assertThat(run("show", "--help")).isZero();
        assertThat(out()).contains("asynctb show PID [SELECTOR...]");
        assertThat(out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(115));
    }

    @Test
    void helpListsEveryOptionThatWorks() {
        run("--help");
        var options = List.of(
                "--filter TEXT",
                "--limit N",
                "--innermost-first",
                "--locals",
                "--show-hidden",
                "--no-contexts",
                "--no-rules",
                "--no-target-rules",
                "--no-tasks",
                "--no-group",
                "--type NAME",
                "--suspended",
                "--no-pause",
                "--format text|flat|json",
                "-o FILE",
                "--ascii",
                "--color auto|always|never",
                "--strict",
                "--version",
                "--help");
        assertThat(out()).contains(options).doesNotContain("--children", "html", "record");
    }

    @Test
    void fileComesToBeAsAWhole() throws IOException {
        Path file = folder.resolve("out.txt");
        assertThat(run("12", "-o", file.toString())).isZero();
        assertThat(out()).isEmpty();
        assertThat(file).content().startsWith("Process 12");
        assertThat(run("34", "-o", file.toString())).isZero();
        assertThat(file).content().startsWith("Process 34");
        assertThat(run("99", "-o", file.toString())).isEqualTo(Command.FAILED);
        assertThat(file).content().startsWith("Process 34");
        assertThat(folder.toFile().list()).containsExactly("out.txt");
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path file = Files.createFile(folder.resolve("real.txt"));
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), file);
        assertThat(run("12", "-o", link.toString())).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(file).content().startsWith("Process 12");
    }

    @Test
    void fileThatCannotBeWritten() {
        assertThat(run("12", "-o", folder.resolve("none/out.txt").toString())).isEqualTo(Command.FAILED);
        assertThat(run("12", "-o", folder.toString())).isEqualTo(Command.FAILED);
        assertThat(err())
                .hasLineCount(2)
                .contains("The output could not be written: there is no folder for " + folder.resolve("none/out.txt")
                        + ".\n")
                .contains("The output could not be written: " + folder + " is a folder.");
    }

    @Test
    void fullDisk() {
        assertThat(runInto(failing("No space left on device"), "12")).isEqualTo(Command.FAILED);
        assertThat(err()).isEqualTo("asynctb: The output could not be written: No space left on device.\n");
    }

    @Test
    void closedPipeIsQuiet() {
        assertThat(runInto(failing("Broken pipe"), "12")).isZero();
        assertThat(err()).isEmpty();
    }

    private static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
    }

    @Test
    void bugsAreSaidInOneSentence() {
        assertThat(run("78")).isEqualTo(Command.FAILED);
        assertThat(err())
                .startsWith("asynctb: internal error: java.lang.IllegalStateException: a bug at ")
                .contains("FakeTargets.extract")
                .contains("please report")
                .hasLineCount(1);
        environment.put("ASYNCTB_DEBUG", "1");
        run("78");
        assertThat(err()).contains("\tat ");
    }

    @Test
    void aTargetThatIsTooLargeIsNoBug() {
        targets.onExtract = () -> {
            throw new OutOfMemoryError("Java heap space");
        };
        assertThat(run("12")).isEqualTo(Command.FAILED);
        assertThat(err())
                .startsWith("asynctb: The result does not fit into the ")
                .contains("JDK_JAVA_OPTIONS=-Xmx")
                .hasLineCount(1);
    }

    @Test
    void interruptedBetweenSources() {
        targets.onExtract = interruption::mark;
        assertThat(run("12", "34", "--format", "json")).isZero();
        assertThat(json().path("processes")).hasSize(1);
        assertThat(json().at("/problems/0/message").asString())
                .isEqualTo("interrupted before process 34 was looked at");
    }

    @Test
    void terminalHasColorsAndAWidth() {
        targets.calls = 1;
        isTerminal = true;
        environment.put("COLUMNS", "40");
        run("12");
        assertThat(out()).contains("\u001b[1mThread 12").contains("\n        ");
        out.reset();
        environment.put("NO_COLOR", "1");
        run("12");
        assertThat(out()).doesNotContain("\u001b");
        run("12", "--color=always");
        assertThat(out()).contains("\u001b");
    }

    @ParameterizedTest
    @CsvSource({
        "de_DE.ISO-8859-1,true",
        "de_DE,true",
        "C,false",
        "POSIX,false",
        "'',false",
        "C.UTF-8,false",
        "en_US.utf8,false"
    })
    void oldTerminalsGetAscii(String locale, boolean ascii) {
        isTerminal = true;
        environment.put("LANG", locale);
        run("12");
        assertThat(out().contains("/srv/\\xe9.py")).isEqualTo(ascii);
        out.reset();
        isTerminal = false;
        run("12");
        assertThat(out()).contains("/srv/é.py");
    }
}
