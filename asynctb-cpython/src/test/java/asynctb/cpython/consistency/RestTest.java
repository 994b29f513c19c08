package asynctb.cpython.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Selector;
import asynctb.Target;
import asynctb.cpython.CPythonProvider;
import asynctb.cpython.Programs;
import asynctb.model.Extraction;
import asynctb.model.Stack;
import asynctb.model.TargetInfo.Consistency;
import asynctb.runtime.Picture;
import asynctb.runtime.TargetRuntime;
import asynctb.testkit.EachPython;
import asynctb.testkit.Needs;
import asynctb.testkit.Python;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Programs that rest, or do so most of the time, are never paused. */
class RestTest {
    private static final int TIMES = 5;

    @TempDir
    Path folder = Path.of("");

    @EachPython
    void idle(Python python) {
        neverPaused(python, "acceptance_program.py", 0);
    }

    @EachPython
    void tenTicksPerSecond(Python python) {
        neverPaused(python, "ticking.py", 2);
    }

    /** Of 3.6 it cannot be told that such a thread has not used Python meanwhile. */
    @EachPython(min = "3.7")
    void nativeThreadThatWakesEachMillisecond(Python python) {
        neverPaused(python, "native_waker.py", 2);
    }

    /** What was read once beside a program that rests is proved by a copy, and not read again. */
    @EachPython
    void aLookIsConfirmed(Python python) throws Exception {
        try (var process = python.startApart(Programs.find("acceptance_program.py"));
                TargetRuntime runtime =
                        new CPythonProvider().attach(process.pid()).orElseThrow()) {
            Picture learned = runtime.look();
            assertThat(learned.resolve(new Selector.AllThreads()).items()).isNotEmpty();
            assertThat(runtime.copyProved(learned)).containsSame(learned);
        }
    }

    /** The state of a thread that has ended and that of a new one may stand at one place, under one identifier. */
    @EachPython
    void aThreadThatHasTakenAnothersPlace(Python python) {
        int proved = 0;
        try (var process = python.startApart(Programs.find("replaced_thread.py"));
                Target target = Asynctb.attach(process.pid())) {
            for (int i = 0; i < TIMES; i++) {
                assertThat(process.ask("replace")).isEqualTo("replaced");
                Extraction extraction = target.extractThreads();
                assertThat(extraction.stacks()).extracting(Stack::name).containsExactly("MainThread", "stays");
                proved += extraction.target().consistency() == Consistency.UNMOVED ? 1 : 0;
            }
        }
        // The machine may be busy with other things once.
        assertThat(proved).isGreaterThanOrEqualTo(TIMES - 1);
    }

    /** @param exceptions how often at the most; a machine that is busy with other things wakes threads at the wrong moments */
    private static void neverPaused(Python python, String program, int exceptions) {
        int paused = 0;
        try (var process = python.startApart(Programs.find(program));
                Target target = Asynctb.attach(process.pid())) {
            for (int i = 0; i < TIMES; i++) {
                Extraction extraction = target.extractThreads();
                assertThat(extraction.problems()).isEmpty();
                boolean isUnmoved = extraction.target().consistency() == Consistency.UNMOVED;
                assertThat(extraction.target().pausedMillis()).matches(millis -> isUnmoved == (millis == 0));
                assertThat(extraction.stacks()).isNotEmpty().noneMatch(BusyProgram::isMarked);
                paused += isUnmoved ? 0 : 1;
            }
        }
        assertThat(paused).isLessThanOrEqualTo(exceptions);
    }

    @EachPython(min = "3.11", max = "3.11")
    void theSystemIsNotAskedToHoldAnything(Python python) throws Exception {
        Needs.tools("strace");
        Path calls = folder.resolve("calls");
        List<String> strace =
                List.of("strace", "-f", "-qq", "-e", "trace=ptrace,kill,tkill,tgkill", "-o", calls.toString());
        try (var process = python.startApart(Programs.find("native_waker.py"))) {
            Process reader = Reader.start(strace, Long.toString(process.pid()), "once");
            assertThat(reader.inputReader().readLine()).isEqualTo("UNMOVED");
            reader.waitFor();
        }
        assertThat(calls).exists();
        assertThat(Files.readString(calls)).doesNotContain("ptrace(").doesNotContain("SIGSTOP");
    }
}
