package asynctb.bench;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.Needs;
import asynctb.testkit.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That the programs compile and run, and see what they are made to see. */
class SmokeTest {
    private final Python python;
    private final Workshop workshop;

    SmokeTest() throws IOException {
        Needs.tools("gcc");
        python = Needs.python("3.12");
        workshop = Workshop.open();
    }

    @AfterEach
    void end() {
        workshop.close();
    }

    @Test
    void aTableComesOfAScenario() throws IOException {
        Path nowhere = workshop.file("nowhere");
        var scenario = new Scenario(
                "smoke",
                "two threads",
                List.of("threads.py", "2", "10", "rest"),
                false,
                box -> List.of(
                        box.bulkRead(),
                        // Seen by the watch: the target stands still for as long as that, or longer.
                        new Tool.Command(
                                "stop", List.of("sh", "-c", "kill -STOP $0; sleep 0.2; kill -CONT $0", Tool.PID), 0),
                        new Tool.Command("blind", List.of("echo", "innermost"), 2),
                        box.threadPeers(2).getFirst(),
                        box.asynctb("ours", 2, Tool.PID)),
                List.of(new Aim("stop", Metric.STALL, 190, null)));
        var box = new Toolbox(nowhere, nowhere, workshop, List.of("true"), python);
        assertThat(new Bench(box, 1).run(scenario).lines())
                .anySatisfy(row -> assertThat(row).matches("\\| one bulk read \\| 1 \\|( [0-9].*\\) \\|){4}"))
                .anySatisfy(row -> assertThat(row).startsWith("| stop | 1 |"))
                .anySatisfy(row -> assertThat(row).startsWith("| blind | 0, 1 failed: shows 1 of 2 |"))
                .anySatisfy(row -> assertThat(row).startsWith("| py-spy dump | 0, 1 failed: not here;"))
                .anySatisfy(row -> assertThat(row).startsWith("| ours | 0, 1 failed: exit status 127 |"))
                .anySatisfy(
                        row -> assertThat(row).startsWith("* stall ms of stop").endsWith("**missed**"));
    }
}
