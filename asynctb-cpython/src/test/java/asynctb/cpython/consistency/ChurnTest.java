package asynctb.cpython.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.cpython.Programs;
import asynctb.model.Extraction;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.model.TargetInfo.Consistency;
import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A program in which threads come and go all the time: those that stay are seen, each time. */
class ChurnTest {
    private static final int TIMES = 10;
    private static final ExtractOptions OPTIONS = ExtractOptions.defaults().withMaxPause(Duration.ofSeconds(20));
    private static final List<Selector> ALL = List.of(new Selector.AllThreads());
    private static final List<Selector> STEADY = List.of(new Selector.ThreadNamed("steady"));

    @EachPython
    void threadsThatStayAreSeen(Python python) {
        try (PythonProcess process = start(python);
                Target target = Asynctb.attach(process.pid())) {
            for (int i = 0; i < TIMES; i++) {
                Extraction all = target.extract(ALL, OPTIONS);
                if (!isHonestlyLess(all)) {
                    assertThat(kinds(all)).as("%s", all.target().consistency()).doesNotContain(Problem.Kind.UNREADABLE);
                    assertThat(all.stacks())
                            .as("%s", all.target().consistency())
                            .extracting(Stack::name)
                            .contains("MainThread", "steady", "starter");
                }
                all.stacks().stream()
                        .filter(stack -> "steady".equals(stack.name()))
                        .forEach(stack -> assertIsSteady(stack, all));
                Extraction steady = target.extract(STEADY, OPTIONS);
                if (!isHonestlyLess(steady)) {
                    assertThat(kinds(steady))
                            .as("%s", steady.target().consistency())
                            .doesNotContain(Problem.Kind.UNREADABLE, Problem.Kind.NOT_FOUND);
                    assertThat(steady.stacks()).singleElement().satisfies(stack -> assertIsSteady(stack, steady));
                }
            }
        }
    }

    /** A list of threads that could not be read to its end may lack it then, but is no reason to say that there is none. */
    @EachPython
    void nobodySaysThatThereIsNoSuchThread(Python python) {
        try (PythonProcess process = start(python);
                Target target = Asynctb.attach(process.pid())) {
            for (int i = 0; i < TIMES; i++) {
                Extraction steady = target.extract(STEADY, OPTIONS.withPause(false));
                assertThat(kinds(steady))
                        .as("%s", steady.target().consistency())
                        .doesNotContain(Problem.Kind.NOT_FOUND);
                assertThat(steady.stacks().isEmpty() && steady.problems().isEmpty())
                        .isFalse();
            }
        }
    }

    private static PythonProcess start(Python python) {
        return python.startApart(Programs.find("churning.py"));
    }

    private static List<Problem.Kind> kinds(Extraction extraction) {
        return extraction.problems().stream().map(Problem::kind).toList();
    }

    /** On a machine that is so busy that not even pauses give a picture, some may be missing, and then that is said. */
    private static boolean isHonestlyLess(Extraction extraction) {
        return extraction.target().consistency() == Consistency.UNPROVEN
                && (kinds(extraction).contains(Problem.Kind.UNREADABLE)
                        || kinds(extraction).contains(Problem.Kind.TORN));
    }

    /** Without a mark, but where not even pauses gave a picture, as on a machine that is busy with other things. */
    private static void assertIsSteady(Stack stack, Extraction extraction) {
        if (extraction.target().consistency() != Consistency.UNPROVEN) {
            assertThat(stack.problems()).isEmpty();
        }
        assertThat(stack.frames()).last().satisfies(frame -> {
            assertThat(frame.function()).isEqualTo("stay");
            assertThat(frame.text()).isEqualTo("lock.acquire()");
        });
        assertThat(Objects.requireNonNull(stack.thread()).nativeId()).isNotNull();
    }
}
