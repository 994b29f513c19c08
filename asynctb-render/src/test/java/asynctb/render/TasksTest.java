package asynctb.render;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.model.Extraction;
import asynctb.model.Stack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Trees of tasks in all formats. */
class TasksTest {
    private static final RenderOptions DEFAULTS = RenderOptions.defaults();
    private static final int LONG = 20_000;

    @Test
    void equalOnesAreShownOnceBelowTheirThread() {
        Golden.compare("tasks.txt", Samples.text(Format.TEXT, DEFAULTS, TaskSamples.service()));
    }

    @Test
    void asciiOnANarrowTerminal() {
        String text = Samples.text(Format.TEXT, DEFAULTS.withAscii(true).withWidth(72), TaskSamples.service());

        Golden.compare("tasks-ascii-narrow.txt", text);
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(72));
    }

    @Test
    void whereSeveralManagersKeepTasksEachHasALine() {
        Golden.compare("nurseries.txt", Samples.text(Format.TEXT, DEFAULTS, TaskSamples.nurseries()));
        Golden.compare(
                "nurseries-ascii-narrow.txt",
                Samples.text(Format.TEXT, DEFAULTS.withAscii(true).withWidth(50), TaskSamples.nurseries()));
    }

    @Test
    void ungroupedEachStandsForItself() {
        String text = Samples.text(Format.TEXT, DEFAULTS.withGroup(false), TaskSamples.service());

        assertThat(text.lines().filter(line -> line.contains("Task \"worker-"))).hasSize(991);
        assertThat(text).contains("996 tasks").doesNotContain("×");
    }

    /** What is known of the first one's manager is not true of the others'. */
    @Test
    void ofManagersThatIsSaidWhichIsTrueOfAll() {
        assertThat(group("held by \"a\"", "held by \"a\""))
                .contains("2 ×")
                .contains("# lock: trio.Lock, held by \"a\"\n");
        assertThat(group("'a', descriptor 8", "'a', descriptor 9")).contains("# lock: trio.Lock, 'a'\n");
        assertThat(group("held by \"a, b\"", "held by \"a, c\""))
                .contains("2 ×")
                .contains("# lock: trio.Lock\n");
        assertThat(group("locked, 4 waiting", "locked", "locked, 5 waiting"))
                .contains("3 ×")
                .contains("# lock: trio.Lock, locked\n");
        assertThat(group("locked", "locked, 4 waiting", "not locked"))
                .contains("3 ×")
                .contains("# lock: trio.Lock\n");
    }

    /** What stands below tasks that are shown as one is theirs together. */
    @Test
    void whatIsSaidBelowAGroupIsTrueOfAll() {
        assertThat(Samples.text(Format.TEXT, DEFAULTS, TaskSamples.parents(3, "sleeping, N s left")))
                .contains("  3 × wait (\"parent-1\" … \"parent-3\"): waiting\n")
                .contains("  └─ 1 × nap each (\"child-10\" … \"child-30\"): sleeping\n")
                .contains("# lock: trio.Lock\n");
        assertThat(Samples.text(Format.TEXT, DEFAULTS, TaskSamples.parents(2, "napping N", "napping N")))
                .contains("  └─ 2 × nap each (\"child-10\" … \"child-21\"): waiting\n");
        assertThat(Samples.text(Format.TEXT, DEFAULTS, TaskSamples.parents(1, "napping N", "napping")))
                .contains("  Task \"parent-1\": waiting\n")
                .contains("  └─ 2 × nap (\"child-10\" … \"child-11\"): waiting\n");
    }

    private static String group(String... states) {
        return Samples.text(Format.TEXT, DEFAULTS, TaskSamples.holders(states));
    }

    @Test
    void thoseOfWhichSomethingElseIsSaidAreNotEqual() {
        assertThat(Samples.text(Format.TEXT, DEFAULTS, TaskSamples.unlike())
                        .lines()
                        .filter(line -> line.contains(" × ") || line.contains("Task \"")))
                .containsExactly(
                        "  2 × hold (\"task-1\" … \"task-10\"): sleeping",
                        "  2 × hold (\"task-2\" … \"task-3\"): sleeping",
                        "  2 × hold (\"task-4\" … \"task-5\"): sleeping",
                        "  2 × hold (\"task-6\" … \"task-7\"): sleeping",
                        "  2 × hold (\"task-8\" … \"task-9\"): sleeping; being cancelled");
    }

    @Test
    void aTaskWithoutANameIsCalledAfterItsFunction() {
        String text = Samples.text(Format.TEXT, DEFAULTS, TaskSamples.unnamedCircle());

        assertThat(text).contains("→ task ping, shown elsewhere").doesNotContain("task@");
    }

    @Test
    void jsonHoldsEachOnceAndKeepsToTheSchema() {
        String text = Samples.text(Format.JSON, DEFAULTS, TaskSamples.service());
        JsonNode document = new ObjectMapper().readTree(text);

        assertThat(ClosedSchema.ofOutput().errors(document)).isEmpty();
        JsonNode tasks = document.at("/processes/0/tasks");
        assertThat(tasks).hasSize(4);
        assertThat(tasks.at("/0/children")).hasSize(992);
        assertThat(tasks.at("/0/library").asString()).isEqualTo("asyncio");
        assertThat(tasks.at("/0/waits_for/type").asString()).isEqualTo("_asyncio.Future");
        assertThat(tasks.at("/0/children/991/awaited_by/1").asString()).isEqualTo("task@0x7d0");
        assertThat(tasks.at("/1/children/0/kind").asString()).isEqualTo("reference");
        assertThat(tasks.at("/1/children/0/id")).isEqualTo(tasks.at("/0/children/991/id"));
        assertThat(tasks.at("/2/children/0/children/0/id")).isEqualTo(tasks.at("/2/id"));
    }

    /** A suspended task is not in the system call that its thread is in. */
    @Test
    void theCallOfItsThreadIsNotATasks() {
        Stack task = TaskSamples.alone(Samples.info(7, false, Map.of("syscall", "epoll_wait(5)")));

        for (Format format : List.of(Format.TEXT, Format.FLAT)) {
            String named = Samples.text(format, DEFAULTS, Samples.extraction(task));
            assertThat(named).contains("sleeping; thread 7").doesNotContain("epoll_wait");
        }
    }

    @Test
    void flatShowsOneAfterTheOther() {
        String text = Samples.text(Format.FLAT, DEFAULTS, TaskSamples.service());

        assertThat(text.lines().filter(line -> line.startsWith("Task "))).hasSize(997);
        assertThat(text).contains("awaited by task@0x1, task@0x7d0");
    }

    @Test
    void aChainOfAnyLengthIsShown() {
        Extraction chain = TaskSamples.chain(LONG);

        String text = Samples.text(Format.TEXT, DEFAULTS, chain);
        assertThat(text).contains(LONG + " tasks, " + LONG + " deep").contains("level " + LONG + ": Task \"chain-0\"");
        assertThat(text.length()).isLessThan(LONG * 500);
        assertThat(Samples.text(Format.JSON, DEFAULTS, chain)).contains("\"chain-0\"");
    }

    @Test
    void aFilterKeepsWhatLeadsToAMatch() {
        Extraction filtered = Narrowing.filter(TaskSamples.service(), "asyncio.sleep(60)");

        assertThat(filtered.stacks()).isEmpty();
        assertThat(filtered.tasks()).hasSize(1);
        assertThat(filtered.tasks().getFirst().children()).hasSize(1);
        assertThat(Narrowing.filter(TaskSamples.service(), "no such text").tasks())
                .isEqualTo(List.of());
    }
}
