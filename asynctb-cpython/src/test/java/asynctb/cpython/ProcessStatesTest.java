package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asynctb.Asynctb;
import asynctb.AsynctbException;
import asynctb.Target;
import asynctb.testkit.Needs;
import asynctb.testkit.PythonProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Processes that are stopped, dead, dying, or no Python. */
class ProcessStatesTest {
    @Test
    void stopped() throws IOException {
        try (var process = Needs.python("3.12").start(Situation.PROGRAM)) {
            process.awaitRest();
            Situation.run("kill", "-STOP", Long.toString(process.pid()));
            Situation.assertRead(process.pid());
            assertThat(Files.readString(Path.of("/proc/" + process.pid() + "/stat")))
                    .as("it is stopped still")
                    .contains(") T ");
        }
    }

    @Test
    void zombie() throws Exception {
        // It ends when what has started it is another program, which does not ask for that.
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0.5 & echo $!; exec sleep 100").start();
        try {
            long pid = Long.parseLong(parent.inputReader().readLine());
            Path stat = Path.of("/proc/" + pid + "/stat");
            for (int i = 0; i < 1000 && !Files.readString(stat).contains(") Z "); i++) {
                Thread.sleep(10);
            }
            assertRefused(pid, "has ended");
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void noSuchProcess() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        assertRefused(process.pid(), "There is no process " + process.pid());
    }

    @Test
    void thread() {
        try (var process = Needs.python("3.12").start(Situation.PROGRAM)) {
            long thread = Long.parseLong(Situation.run("ls", "/proc/" + process.pid() + "/task")
                    .lines()
                    .toList()
                    .getLast());
            assertThat(thread).isNotEqualTo(process.pid());
            assertRefused(thread, Long.toString(process.pid()));
        }
    }

    @Test
    void noPython() throws Exception {
        Process process = new ProcessBuilder("sleep", "100").start();
        try {
            assertRefused(process.pid(), "no Python");
        } finally {
            process.destroyForcibly();
        }
    }

    /** One sentence, which says which process is meant. */
    private static void assertRefused(long pid, String part) {
        assertThatThrownBy(() -> Asynctb.attach(pid).close())
                .isInstanceOf(AsynctbException.class)
                .hasMessageContaining(Long.toString(pid))
                .hasMessageContaining(part)
                .hasMessageEndingWith(".")
                .hasMessageNotContaining("\n");
    }

    @Test
    void endedAfterAttaching() {
        try (var process = Needs.python("3.12").start(Situation.PROGRAM);
                Target target = Asynctb.attach(process.pid())) {
            process.kill();
            assertThatThrownBy(target::extractThreads)
                    .isInstanceOf(AsynctbException.class)
                    .hasMessageContaining("ended");
        }
    }

    /** It may end at any moment: what is thrown says so, and what is shown was there. */
    @RepeatedTest(5)
    void endsMeanwhile() throws Exception {
        try (var process = Needs.python("3.12").start(Programs.find("acceptance_program.py"))) {
            CompletableFuture<Throwable> outcome = CompletableFuture.supplyAsync(() -> readUntilFailure(process));
            Thread.sleep(300);
            process.kill();
            assertThat(outcome.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(AsynctbException.class)
                    .hasMessageContaining("ended");
        }
    }

    private static Throwable readUntilFailure(PythonProcess process) {
        try (Target target = Asynctb.attach(process.pid())) {
            while (true) {
                target.extractThreads();
            }
        } catch (RuntimeException | Error e) {
            return e;
        }
    }
}
