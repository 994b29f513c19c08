package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.model.Frame;
import asynctb.model.Stack;
import asynctb.model.Tasks;
import asynctb.testkit.EachPython;
import asynctb.testkit.Json;
import asynctb.testkit.Libraries;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Greenlets in every state, as they know themselves. */
class GreenletsTest {
    @EachPython
    void newest(Python python) {
        everyGreenletIsAsItKnowsItself(Libraries.of(python, Libraries.NEWEST));
    }

    @EachPython
    void oldest(Python python) {
        everyGreenletIsAsItKnowsItself(Libraries.of(python, Libraries.OLDEST));
    }

    private static void everyGreenletIsAsItKnowsItself(Libraries libraries) {
        for (String mode : List.of("in-main", "in-greenlet")) {
            try (var process = libraries.start(Programs.find("greenlets/situations.py"), mode);
                    Target target = Asynctb.attach(process.pid())) {
                process.awaitRest();
                List<Map<String, ?>> known = known(process);
                assertThat(known).hasSizeGreaterThan(15);

                List<String> expected =
                        known.stream().map(GreenletsTest::expected).toList();
                List<String> found = known.stream()
                        .map(one -> found(one, target.extract("@0x" + Long.toHexString(number(one, "address")))))
                        .toList();

                assertThat(String.join("\n", found)).isEqualTo(String.join("\n", expected));
                assertThat(Tasks.topDown(target.extractTasks().tasks()))
                        .extracting(task -> Objects.requireNonNull(task.root()).address())
                        .containsExactlyInAnyOrderElementsOf(known.stream()
                                .filter(one -> number(one, "parent") != 0 && !"dead".equals(one.get("state")))
                                .map(one -> number(one, "address"))
                                .toList());
            }
        }
    }

    @EachPython
    void aThreadShowsWhatItsGreenletReturnsTo(Python python) {
        for (String set : List.of(Libraries.NEWEST, Libraries.OLDEST)) {
            Libraries libraries = Libraries.of(python, set);
            try (var process = libraries.start(Programs.find("greenlets/situations.py"), "in-greenlet");
                    Target target = Asynctb.attach(process.pid())) {
                process.awaitRest();
                List<Stack> threads = target.extractThreads().stacks();

                assertThat(functions(thread(threads, "MainThread"))).containsExactly("<module>", "main");
                assertThat(functions(thread(threads, "thread_in_greenlet")))
                        .containsSubsequence("run", "thread_in_greenlet", "between", "rests", "wait");
                assertThat(functions(thread(threads, "thread_in_main")))
                        .containsSubsequence("run", "thread_in_main", "rests", "wait");
                assertThat(functions(thread(threads, "thread_without"))).containsSubsequence("run", "thread_without");
                assertThat(threads).flatExtracting(Stack::problems).isEmpty();
            }
        }
    }

    @EachPython
    void aCoroutineInASuspendedGreenletGoesOn(Python python) {
        for (String set : List.of(Libraries.NEWEST, Libraries.OLDEST)) {
            Libraries libraries = Libraries.of(python, set);
            try (var process = libraries.start(Programs.find("greenlets/situations.py"), "in-main");
                    Target target = Asynctb.attach(process.pid())) {
                process.awaitRest();
                Stack stack = target.extract("__main__.KEPT[\"coroutine\"]");

                assertThat(functions(stack)).containsExactly("waits", "inner", "leave");
                assertThat(stack.problems()).isEmpty();
            }
        }
    }

    /** Of those that run in other threads it can tell nothing, and of contexts that are being entered neither. */
    @EachPython(min = "3.8", max = "3.12")
    void suspendedOnesAreAsStackscopeSeesThem(Python python) {
        Libraries libraries = Libraries.of(python, Libraries.NEWEST);
        try (var process = libraries.start(Programs.find("greenlets/situations.py"), "in-greenlet", "stackscope");
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            List<Map<String, ?>> suspended = known(process).stream()
                    .filter(one -> "suspended".equals(one.get("state")))
                    .toList();
            assertThat(suspended).hasSizeGreaterThan(12);
            for (Map<String, ?> one : suspended) {
                Stack stack = target.extract("@0x" + Long.toHexString(number(one, "address")));
                List<?> ours = stack.frames().stream()
                        .map(frame -> List.of(
                                frame.function(),
                                (long) frame.line(),
                                frame.contexts().stream()
                                        .filter(context -> !context.isEntering())
                                        .map(context -> Objects.requireNonNull(context.obj())
                                                .address())
                                        .toList()))
                        .toList();
                assertThat(ours).as("%s", one.get("name")).isEqualTo(one.get("stackscope"));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, ?>> known(PythonProcess process) {
        return (List<Map<String, ?>>)
                Objects.requireNonNull(Json.parse(process.greeting().getLast()));
    }

    private static long number(Map<String, ?> one, String key) {
        return (Long) Objects.requireNonNull(one.get(key));
    }

    private static String expected(Map<String, ?> one) {
        String frames = ((List<?>) Objects.requireNonNull(one.get("frames")))
                .stream()
                        .map(frame -> ((List<?>) frame).get(0) + ":" + ((List<?>) frame).get(1))
                        .collect(Collectors.joining(" "));
        return one.get("name") + " " + one.get("state") + " " + frames + " " + one.get("contexts");
    }

    private static String found(Map<String, ?> one, Stack stack) {
        assertThat(stack.kind()).isEqualTo(Stack.Kind.GREENLET);
        boolean isRunning = stack.state() == Stack.State.RUNNING;
        int known = ((List<?>) Objects.requireNonNull(one.get("frames"))).size();
        var contexts = new ArrayList<Long>();
        var frames = new ArrayList<String>();
        for (Frame frame : stack.frames()) {
            // What it calls since it has said what it knows does not count.
            if (!isRunning || frames.size() < known) {
                frame.contexts()
                        .forEach(context -> contexts.add(
                                Objects.requireNonNull(context.obj()).address()));
                frames.add(frame.function() + ":"
                        + (isRunning ? 0 : frame.position().line()));
            }
        }
        String state = Objects.requireNonNull(stack.stateText()).replace(", main greenlet", "");
        return one.get("name") + " " + state + " " + String.join(" ", frames) + " " + contexts
                + stack.problems().stream().map(Object::toString).collect(Collectors.joining());
    }

    private static Stack thread(List<Stack> stacks, String name) {
        return stacks.stream()
                .filter(stack -> Objects.equals(stack.name(), name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> functions(Stack stack) {
        return stack.frames().stream().map(Frame::function).toList();
    }
}
