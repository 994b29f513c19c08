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
import asynctb.testkit.Libraries;
import asynctb.testkit.Needs;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks and threads that wait for other threads go on there, and those that wait for one another are told of. */
class SplicesTest {
    private static final Pattern NAME = Pattern.compile("(?:task|thread) \"([^\"]+)\"");
    private static final Pattern WORKER = Pattern.compile("pool_|(Trio|AnyIO) worker|(wrapper|takes) from ");
    private static final List<Selector> EVERYTHING = List.of(new Selector.AllThreads(), new Selector.AllTasks());

    @EachPython
    void whatWaitsGoesOnWhereTheWorkIsDone(Python python) {
        try (var process = python.start(Programs.find("tasks/splices.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            Extraction extraction = target.extract(EVERYTHING, ExtractOptions.defaults());

            assertThat(shown(task(extraction, "in_executor"))).startsWith("in_executor", "work", "inner_work");
            assertThat(task(extraction, "in_executor").stateText()).contains("at work in thread \"pool_");
            Stack shielded = task(extraction, "in_shielded_executor");
            assertThat(shown(shielded)).startsWith("in_shielded_executor");
            // Before, nothing leads from the future to what it shields.
            if (python.isAtLeast("3.7")) {
                assertThat(shown(shielded)).startsWith("in_shielded_executor", "work", "inner_work");
                assertThat(shielded.stateText()).contains("for an executor, shielded, at work in thread \"pool_");
            }
            Stack limited = task(extraction, "in_limited_executor");
            assertThat(shown(limited)).startsWith("in_limited_executor", "wait_for", "work", "inner_work");
            assertThat(limited.stateText()).startsWith("waiting in wait_for").contains("at work in thread \"pool_");
            assertThat(task(extraction, "in_gathered_executors").stateText())
                    .matches("waiting in gather, 2 of 2 left, at work in threads \"pool_\\d+\", \"pool_\\d+\"");
            Stack asking = task(extraction, "in_asking_executor");
            assertThat(shown(asking)).startsWith("in_asking_executor", "asks_loop", "result", "sleeper");
            assertThat(Tasks.topDown(extraction.tasks()))
                    .filteredOn(task -> task.awaitedBy().equals(List.of(asking.id())))
                    .singleElement()
                    .satisfies(asked -> assertThat(shown(asked)).startsWith("sleeper"));
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
    void whoWaitsForSomebodysEndIsStuckWithThemUnlessItEndsByItself(Python python) {
        try (var process = python.start(Programs.find("tasks/stuck.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            Extraction extraction = target.extract(EVERYTHING, ExtractOptions.defaults());

            assertThat(extraction.problems()).extracting(Problem::kind).containsOnly(Problem.Kind.DEADLOCK);
            List<String> told =
                    extraction.problems().stream().map(Problem::message).toList();
            var expected = new HashSet<>(Set.of(
                    Set.of("sells"),
                    Set.of("joins", "joined"),
                    Set.of("joins_other", "joins back"),
                    Set.of("awaits_one", "one"),
                    Set.of("hen", "egg"),
                    Set.of("endless-1", "endless-2"),
                    Set.of("shielded-1", "shielded-2"),
                    Set.of("stubborn-1", "stubborn-2"),
                    Set.of("only waited-1", "only waited-2"),
                    Set.of("completed-1", "completed-2"),
                    Set.of("condition-1", "condition-2"),
                    Set.of("embraces_by_conditions"),
                    Set.of("acquires", "acquires_bound"),
                    Set.of("acquires_by_hand"),
                    Set.of("lends", "wants"),
                    Set.of("asked-1", "asked-2")));
            if (python.isAtLeast("3.11")) {
                expected.add(Set.of("leaves_group", "first"));
                expected.add(Set.of("waits_too_long"));
                expected.add(Set.of("unlimited-1", "unlimited-2"));
                expected.add(Set.of("shielded within-1", "shielded within-2"));
                expected.add(Set.of("around-1", "around-2"));
            }
            assertThat(told).hasSameSizeAs(expected);
            assertThat(waitedFor(extraction, "acquires")).isEqualTo("_thread.RLock");
            assertThat(waitedFor(extraction, "acquires_again")).isEqualTo("_thread.lock");
            assertThat(waitedFor(extraction, "waits_for_notice")).isEqualTo("threading.Condition");
            assertThat(waitedFor(extraction, "acquires_for_a_while")).isNull();
            // Before, tasks have no names.
            if (python.isAtLeast("3.8")) {
                assertThat(told.stream().map(SplicesTest::named)).containsExactlyInAnyOrderElementsOf(expected);
                assertThat(told).anyMatch(text -> text.contains(" and 1 other") == python.isAtLeast("3.11"));
            }
            assertThat(told)
                    .anyMatch(text -> text.startsWith("thread \"joins\" waits for thread \"joined\", which waits for ")
                            || text.startsWith("thread \"joined\" waits for ")
                                    && text.endsWith("held by thread \"joins\", which waits for thread \"joined\""));
        }
    }

    @EachPython
    void compiledCoroutinesLeadToWhatTheyAwait(Python python) {
        try (var process = python.start(Programs.find("tasks/compiled.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            Extraction extraction = target.extract(EVERYTHING, ExtractOptions.defaults());

            assertThat(shown(task(extraction, "handle"))).containsExactly("handle", "sleep");
            assertThat(shown(task(extraction, "handle_deeply"))).containsExactly("handle_deeply", "sleep");
            assertThat(task(extraction, "handle_deeply").stateText()).startsWith("sleeping, ");
            assertThat(shown(task(extraction, "call"))).containsExactly("call", "reply", "wait");
            assertThat(task(extraction, "call").stateText()).isEqualTo("waiting in Event.wait");
            assertThat(task(extraction, "block").state()).isEqualTo(Stack.State.RUNNING);
            assertThat(shown(task(extraction, "block"))).containsExactly("block");
            assertThat(extraction.problems()).isEmpty();
        }
    }

    /** The class of what a thread waits for; null if that is nothing. */
    private static @Nullable String waitedFor(Extraction extraction, String thread) {
        Stack found = extraction.stacks().stream()
                .filter(stack -> stack.kind() == Stack.Kind.THREAD && thread.equals(stack.name()))
                .findFirst()
                .orElseThrow();
        return found.waitsFor() == null ? null : found.waitsFor().type();
    }

    /** The names in what is told, without those of threads that work for others. */
    private static Set<String> named(String told) {
        return NAME.matcher(told)
                .results()
                .map(name -> name.group(1).replaceFirst("^Task-\\d+$", "wants"))
                .filter(name -> !WORKER.matcher(name).lookingAt())
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({"3.6, oldest", "3.15, newest"})
    void deadlinesOfTrioEndWhatTheirShieldsLetThem(String python, String set) {
        assertToldForEver(
                Libraries.of(Needs.python(python), set).start(Programs.find("trio/stuck.py")),
                Set.of(
                        Set.of("scope for ever-1", "scope for ever-2"),
                        Set.of("condition for ever-1", "condition for ever-2"),
                        Set.of("shield for ever-1", "shield for ever-2"),
                        Set.of("kept for ever-1", "kept for ever-2"),
                        Set.of("kept in shields for ever-1", "kept in shields for ever-2"),
                        Set.of("cancelled for ever-1", "cancelled for ever-2"),
                        Set.of("beside for ever-1", "beside for ever-2"),
                        Set.of("holds for ever", "of wants_shielded"),
                        Set.of("starts for ever", "started for ever"),
                        Set.of("thread for ever")));
    }

    @ParameterizedTest
    @CsvSource({"3.6, oldest, asyncio", "3.15, newest, asyncio", "3.15, oldest, trio"})
    void deadlinesOfAnyioEndWhatTheirShieldsLetThem(String python, String set, String backEnd) {
        var circles = new HashSet<>(Set.of(
                Set.of("nothing for ever-1", "nothing for ever-2"),
                Set.of("condition for ever-1", "condition for ever-2"),
                Set.of("shield for ever-1", "shield for ever-2"),
                Set.of("kept for ever-1", "kept for ever-2"),
                Set.of("kept in shields for ever-1", "kept in shields for ever-2"),
                Set.of("cancelled for ever-1", "cancelled for ever-2"),
                Set.of("asks for ever", "of asks for ever"),
                Set.of("thread for ever")));
        if (set.equals("newest")) {
            circles.add(Set.of("asked back for ever-1", "asked for ever", "asked back for ever-2"));
        }
        assertToldForEver(
                Libraries.of(Needs.python(python), set).start(Programs.find("anyio/stuck.py"), backEnd), circles);
    }

    @ParameterizedTest
    @CsvSource({"3.6, oldest", "3.10, newest"})
    void timeoutsOfAPackageEndWaitsOnce(String python, String set) {
        Libraries libraries = Libraries.of(Needs.python(python), set);
        try (var process = libraries.start(Programs.find("tasks/async_timeouts.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();

            assertThat(target.extract(EVERYTHING, ExtractOptions.defaults()).problems())
                    .extracting(Problem::message)
                    .satisfiesExactlyInAnyOrder(
                            told -> assertThat(told).matches("task .*, held by task .*, held by task .*"),
                            told -> assertThat(told).endsWith("held by itself"));
        }
    }

    private static void assertToldForEver(PythonProcess started, Set<Set<String>> circles) {
        try (started;
                Target target = Asynctb.attach(started.pid())) {
            started.awaitRest();
            Extraction extraction = target.extract(EVERYTHING, ExtractOptions.defaults());

            assertThat(extraction.problems()).extracting(Problem::kind).containsOnly(Problem.Kind.DEADLOCK);
            assertThat(extraction.problems().stream().map(problem -> named(problem.message())))
                    .containsExactlyInAnyOrderElementsOf(circles);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.13", "3.15"})
    void aCallbackThatHasNoFrameIsSeenByItsCaller(String version) {
        try (var process = Needs.python(version).start(Programs.find("tasks/calling_loop.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            Stack main = target.extract(EVERYTHING, ExtractOptions.defaults())
                    .stacks()
                    .getFirst();

            assertThat(main.frames().getLast().function()).isEqualTo("_run");
            assertThat(main.frames().getLast().hide()).isFalse();
            assertThat(main.frames().stream().filter(frame -> !frame.hide())).hasSize(2);
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
    void aConditionIsEnteredByItsLock(Python python) {
        try (var process = python.start(Programs.find("tasks/conditions.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            Extraction extraction = target.extract(EVERYTHING, ExtractOptions.defaults());

            assertThat(extraction.problems())
                    .singleElement()
                    .satisfies(problem ->
                            assertThat(named(problem.message())).containsExactlyInAnyOrder("first", "second"));
            assertThat(extraction.stacks())
                    .filteredOn(stack -> "wants".equals(stack.name()))
                    .singleElement()
                    .satisfies(stack -> assertThat(Objects.requireNonNull(stack.thread())
                                    .attributes()
                                    .get("waits_for"))
                            .asString()
                            .endsWith(", held by thread \"works\""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.15"})
    void aTaskThatJoinsWhoWaitsForItsLoopIsTold(String version) {
        Python python = Needs.python(version);
        try (var process = python.start(Programs.find("tasks/joining_loop.py"));
                var other = python.start(Programs.find("tasks/joining_loop.py"), "1000");
                Target target = Asynctb.attach(process.pid());
                Target patient = Asynctb.attach(other.pid())) {
            process.awaitRest();
            other.awaitRest();

            assertThat(target.extract(EVERYTHING, ExtractOptions.defaults()).problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message())
                            .contains("waits for thread \"joined\"")
                            .contains("cannot go on while that makes their thread wait"));
            assertThat(patient.extract(EVERYTHING, ExtractOptions.defaults()).problems())
                    .isEmpty();
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
