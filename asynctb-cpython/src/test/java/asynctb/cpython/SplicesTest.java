package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.model.Extraction;
import asynctb.model.Frame;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.model.Tasks;
import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import java.util.List;
import java.util.Objects;

/** Tasks and threads that wait for other threads go on there, and those that wait for one another are told of. */
class SplicesTest {
    private static final List<Selector> EVERYTHING = List.of(new Selector.AllThreads(), new Selector.AllTasks());

    @EachPython
    void whatWaitsGoesOnWhereTheWorkIsDone(Python python) {
        try (var process = python.start(Programs.find("tasks/splices.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            Extraction extraction = target.extract(EVERYTHING, ExtractOptions.defaults());

            assertThat(shown(task(extraction, "in_executor"))).startsWith("in_executor", "work", "inner_work");
            assertThat(task(extraction, "in_executor").stateText()).contains("at work in thread \"pool_");
            assertThat(shown(task(extraction, "in_shielded_executor"))).startsWith("in_shielded_executor");
            if (python.isAtLeast("3.9")) {
                assertThat(shown(task(extraction, "in_thread")))
                        .startsWith("in_thread", "to_thread", "work", "inner_work");
            }
            assertThat(shown(task(extraction, "queued"))).containsExactly("queued");
            assertThat(task(extraction, "queued").stateText()).endsWith("not begun");
            assertThat(shown(task(extraction, "crowding"))).startsWith("crowding", "work");
            assertThat(shown(thread(extraction, "asks_pool"))).startsWith("asks_pool", "result", "work", "inner_work");
            assertThat(shown(thread(extraction, "asks_loop")))
                    .containsExactly("asks_loop", "result", "sleeper", "sleep");
            assertThat(shown(thread(extraction, "MainThread"))).containsExactly("<module>");
            assertThat(shown(thread(extraction, "again"))).startsWith("wait");
            assertThat(shown(thread(extraction, "shown_in_spite"))).startsWith("shown_in_spite");
            assertThat(shown(task(extraction, "lends"))).startsWith("lends", "works_locked");
            assertThat(extraction.stacks()).flatExtracting(Stack::problems).isEmpty();
        }
    }

    @EachPython
    void deadlocksAreTold(Python python) {
        try (var process = python.start(Programs.find("tasks/splices.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            Extraction extraction = target.extract(EVERYTHING, ExtractOptions.defaults());

            assertThat(extraction.problems()).extracting(Problem::kind).containsOnly(Problem.Kind.DEADLOCK);
            List<String> told =
                    extraction.problems().stream().map(Problem::message).toList();
            assertThat(told).hasSize(3);
            assertThat(told)
                    .filteredOn(text -> text.contains("asyncio.locks.Lock"))
                    .singleElement()
                    .asString()
                    .startsWith("task ");
            assertThat(told)
                    .filteredOn(text -> text.contains("thread \"deadly-1\" waits for")
                            && text.contains("held by thread \"deadly-2\""))
                    .hasSize(1);
            assertThat(told)
                    .filteredOn(
                            text -> text.startsWith("thread \"itself\" waits for") && text.endsWith("held by itself"))
                    .hasSize(1);
        }
    }

    @EachPython
    void whoWaitsForSomebodysEndIsStuckWithThem(Python python) {
        try (var process = python.start(Programs.find("tasks/stuck.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            Extraction extraction = target.extract(EVERYTHING, ExtractOptions.defaults());

            assertThat(extraction.problems()).extracting(Problem::kind).containsOnly(Problem.Kind.DEADLOCK);
            List<String> told = extraction.problems().stream()
                    .map(problem -> problem.message().replaceAll("<[^>]*>", "<>"))
                    .toList();
            boolean hasGroups = python.isAtLeast("3.11");
            assertThat(told).hasSize(hasGroups ? 4 : 3);
            assertThat(told)
                    .anyMatch(text -> text.contains("thread \"sells\"")
                            && text.contains("thread \"pool_0\"")
                            && text.contains("waits for <> (with till:), held by thread \"sells\""));
            boolean hasNames = python.isAtLeast("3.8");
            assertThat(told)
                    .anyMatch(text -> text.matches(
                            hasNames
                                    ? ".*task \"awaits_one\".*waits for task \"one\".*|.*task \"one\" waits for <> .*held by task \"awaits_one\".*"
                                    : ".*task .*awaits_one.*"));
            if (hasGroups) {
                assertThat(told)
                        .anyMatch(text -> text.contains("task \"leaves_group\"") && text.contains(" and 1 other"));
            }
            assertThat(told)
                    .anyMatch(text -> hasNames
                            ? text.equals("task \"hen\" waits for task \"egg\", which waits for task \"hen\"")
                                    || text.equals("task \"egg\" waits for task \"hen\", which waits for task \"egg\"")
                            : text.matches(
                                    "task .*awaits_other.* waits for task .*awaits_other.*, which waits for task .*"));
        }
    }

    @EachPython
    void aTaskThatBlocksItsLoopIsTold(Python python) {
        try (var process = python.start(Programs.find("tasks/blocked_loop.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            Extraction extraction = target.extract(EVERYTHING, ExtractOptions.defaults());

            assertThat(extraction.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.kind()).isEqualTo(Problem.Kind.DEADLOCK);
                assertThat(problem.message())
                        .contains("waits for ")
                        .contains("<_thread.lock")
                        .contains("cannot go on while that makes their thread wait");
            });
        }
    }

    @EachPython
    void aLockThatAWorkerHoldsIsNotItsTasks(Python python) {
        try (var process = python.start(Programs.find("tasks/lent_lock.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();

            assertThat(target.extract(EVERYTHING, ExtractOptions.defaults()).problems())
                    .isEmpty();
        }
    }

    @EachPython
    void withoutRulesThereArePlainFrames(Python python) {
        try (var process = python.start(Programs.find("tasks/splices.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            Extraction extraction =
                    target.extract(EVERYTHING, ExtractOptions.defaults().withRules(false));

            assertThat(extraction.tasks()).isEmpty();
            assertThat(extraction.problems()).isEmpty();
            assertThat(extraction.stacks())
                    .allSatisfy(
                            stack -> assertThat(stack.frames()).noneMatch(frame -> frame.hide() || frame.hideLine()));
            assertThat(thread(extraction, "asks_pool").frames())
                    .extracting(Frame::function)
                    .containsSequence("asks_pool", "result", "wait")
                    .startsWith("_bootstrap");
        }
    }

    private static Stack task(Extraction extraction, String coroutine) {
        return Tasks.topDown(extraction.tasks()).stream()
                .filter(stack -> stack.frames().getFirst().function().equals(coroutine))
                .findFirst()
                .orElseThrow();
    }

    private static Stack thread(Extraction extraction, String name) {
        return extraction.stacks().stream()
                .filter(stack -> Objects.equals(stack.name(), name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> shown(Stack stack) {
        return stack.frames().stream()
                .filter(frame -> !frame.hide())
                .map(Frame::function)
                .toList();
    }
}
