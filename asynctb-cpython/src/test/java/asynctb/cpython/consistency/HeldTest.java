package asynctb.cpython.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.cpython.Programs;
import asynctb.memory.Footprint;
import asynctb.memory.linux.Copier;
import asynctb.memory.linux.LiveProcess;
import asynctb.memory.linux.NativeThread;
import asynctb.model.Extraction;
import asynctb.model.Problem;
import asynctb.model.TargetInfo.Consistency;
import asynctb.testkit.EachPython;
import asynctb.testkit.Needs;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** What becomes of programs that are held: by us, by us when we are killed, by others. */
@Timeout(300)
class HeldTest {
    private static final long LONG_ENOUGH = TimeUnit.SECONDS.toNanos(20);

    // What a shell starts in the background ignores Ctrl-C, and hands that on.
    private static final List<String> HEARS_CTRL_C = List.of("env", "--default-signal=INT");

    private final Path busy = Programs.find("busy.py");

    @EachPython(min = "3.11", max = "3.11")
    void goesOnWhenWeAreKilled(Python python) throws Exception {
        killed(python, 6);
    }

    @Tag("long")
    @EachPython(min = "3.8", max = "3.11")
    void goesOnWhenWeAreKilledManyTimes(Python python) throws Exception {
        killed(python, 50);
    }

    /** By turns with a signal that cannot be caught and with Ctrl-C's. */
    private void killed(Python python, int times) throws Exception {
        long seed = System.nanoTime();
        System.out.println("killed with seed " + seed);
        var random = new Random(seed);
        try (var process = python.startApart(busy, "threads", "1", "60")) {
            for (int i = 0; i < times; i++) {
                Process reader = Reader.start(HEARS_CTRL_C, Long.toString(process.pid()), "forever");
                assertThat(reader.inputReader().readLine()).isNotNull();
                Thread.sleep(random.nextInt(40));
                signal(i % 2 == 0 ? "KILL" : "INT", reader.pid());
                reader.waitFor();
                goesOn(process);
            }
        }
    }

    @EachPython(min = "3.8")
    void signalsAndTimedCalls(Python python) throws Exception {
        try (var process = python.startApart(Programs.find("interrupted.py"));
                var live = LiveProcess.open(process.pid());
                var copier = live.copier()) {
            var holding = Thread.ofPlatform().start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    paused(copier);
                }
            });
            try {
                for (int i = 1; i <= 20; i++) {
                    signal("USR1", process.pid());
                    while (!process.ask("?").endsWith("signals: " + i)) {
                        Thread.onSpinWait();
                    }
                }
            } finally {
                holding.interrupt();
                holding.join();
            }
            assertThat(process.ask("?")).startsWith("by C: -1 Interrupted system call; by Python: waits;");
            goesOn(live);
        }
    }

    @EachPython(min = "3.11", max = "3.11")
    void stoppedBySomebodyElse(Python python) throws Exception {
        try (var process = python.startApart(busy, "threads", "1");
                var live = LiveProcess.open(process.pid());
                var copier = live.copier();
                Target target = Asynctb.attach(process.pid())) {
            signal("STOP", process.pid());
            awaitState(live, 'T');

            Extraction extraction = target.extractThreads();
            assertThat(extraction.target().consistency()).isEqualTo(Consistency.UNMOVED);
            assertThat(extraction.target().pausedMillis()).isZero();
            assertThat(extraction.stacks()).noneMatch(BusyProgram::isMarked);

            paused(copier);
            awaitState(live, 'T');
            signal("CONT", process.pid());
            goesOn(process);
        }
    }

    @EachPython(min = "3.11", max = "3.11")
    void heldByAnotherTracer(Python python) throws Exception {
        Needs.tools("strace");
        try (var process = python.startApart(busy, "threads", "1");
                var live = LiveProcess.open(process.pid());
                Target target = Asynctb.attach(process.pid())) {
            Process strace = strace(process.pid());
            try {
                while (live.tracer().isEmpty()) {
                    assertThat(strace.isAlive()).isTrue();
                    Thread.onSpinWait();
                }
                Extraction extraction = target.extractThreads();
                assertThat(extraction.target().pausedMillis()).isZero();
                assertThat(extraction.target().consistency()).isNotEqualTo(Consistency.PAUSED);
                assertThat(extraction.stacks()).hasSize(9);
                assertThat(extraction.problems()).hasSize(1).allSatisfy(problem -> {
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.NOT_PAUSED);
                    assertThat(problem.message()).contains("strace (" + strace.pid() + ")");
                });
            } finally {
                strace.destroy();
                strace.waitFor();
            }
            goesOn(process);
        }
    }

    private static Process strace(long pid) throws IOException {
        return new ProcessBuilder("strace", "-f", "-qq", "-e", "trace=none", "-p", Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @EachPython(min = "3.11", max = "3.11")
    void childOfThisJavaMachine(Python python) {
        try (var process = python.start(busy, "threads", "1");
                Target target = Asynctb.attach(process.pid())) {
            Extraction extraction = target.extractThreads();
            assertThat(extraction.target().pausedMillis()).isZero();
            assertThat(extraction.problems().getFirst().message()).contains("child of this Java machine");
        }
    }

    @EachPython(min = "3.11", max = "3.11")
    void letGoWhenItTakesTooLong(Python python) throws Exception {
        try (var process = python.startApart(busy, "threads", "1", "60");
                var live = LiveProcess.open(process.pid());
                var copier = live.copier()) {
            Copier.Paused paused = copier.copyPaused(Footprint.of(new long[0]), 1 << 20, 1);
            assertThat(paused.copy()).isNull();
            assertThat(paused.obstacle()).isNotNull();
            goesOn(process);
        }
    }

    private static void paused(Copier copier) {
        Copier.Paused paused = copier.copyPaused(Footprint.of(new long[0]), 1 << 20, LONG_ENOUGH);
        assertThat(paused.obstacle()).isNull();
        assertThat(paused.copy()).isNotNull();
        assertThat(paused.nanos()).isPositive();
    }

    /** No thread is held, and it does something. */
    private static void goesOn(PythonProcess process) throws Exception {
        try (var live = LiveProcess.open(process.pid())) {
            goesOn(live);
        }
        String steps = process.ask("?");
        while (process.ask("?").equals(steps)) {
            Thread.onSpinWait();
        }
    }

    private static void goesOn(LiveProcess live) {
        while (live.tracer().isPresent()
                || live.threads().stream().map(NativeThread::state).anyMatch(state -> state == 't' || state == 'T')) {
            Thread.onSpinWait(); // the kernel lets go a moment after a tracer's end
        }
    }

    private static void awaitState(LiveProcess live, char state) {
        while (live.threads().stream().anyMatch(thread -> thread.state() != state)) {
            Thread.onSpinWait();
        }
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
