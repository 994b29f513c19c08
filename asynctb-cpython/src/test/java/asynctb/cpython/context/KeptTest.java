package asynctb.cpython.context;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Stack;
import asynctb.testkit.EachPython;
import asynctb.testkit.Json;
import asynctb.testkit.Libraries;
import asynctb.testkit.Needs;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What managers keep that are made of others: stacks of them, generators, closing ones. */
class KeptTest {
    private interface Look {
        void at(String name, Map<?, ?> answer, Stack stack);
    }

    private static void each(Python python, Look look) {
        try (PythonProcess process = Libraries.of(python, Libraries.NEWEST).start(SteppedProgram.program("kept.py"));
                Target target = Asynctb.attach(process.pid())) {
            assertThat(process.greeting()).isNotEmpty();
            for (String name : process.greeting()) {
                Map<?, ?> answer = (Map<?, ?>) Objects.requireNonNull(Json.parse(process.ask(name)));
                look.at(name, answer, target.extract((String) Objects.requireNonNull(answer.get("root"))));
            }
        }
    }

    @EachPython
    void whatTheProgramHasPutIn(Python python) {
        each(python, (name, answer, stack) -> {
            if (answer.get("kept") != null) {
                assertThat(kept(stack)).as(name).isEqualTo(lines(answer, "kept"));
            }
        });
    }

    private static List<String> kept(Stack stack) {
        var lines = new ArrayList<String>();
        addKept(stack.frames().getFirst().contexts().getFirst().children(), lines);
        return lines;
    }

    private static void addKept(List<Child> children, List<String> lines) {
        for (Child child : children) {
            Context kept = (Context) child;
            lines.add("0x" + Long.toHexString(Objects.requireNonNull(kept.obj()).address())
                    + (kept.isAsync() ? " async" : "") + " as " + kept.varname());
            addKept(kept.children(), lines);
        }
    }

    @EachPython(min = "3.8", max = "3.12")
    void whatStackscopeSees(Python python) {
        each(python, (name, answer, stack) -> {
            var comparison = StackscopeDefect.compare(StackLines.withAddresses(stack), lines(answer, "extracted"));
            assertThat(comparison.unexplained()).as(name).isEmpty();
            if (!comparison.defects().isEmpty()) {
                boolean exitIsMissed =
                        name.equals("leaving_by_exception") && python.minor().equals("3.8");
                assertThat(comparison.defects())
                        .as(name)
                        .containsExactly(exitIsMissed ? StackscopeDefect.EXIT : StackscopeDefect.CALLBACK);
                assertThat(kept(stack)).as(name).isEqualTo(lines(answer, "kept"));
            }
        });
    }

    private static List<String> lines(Map<?, ?> answer, String key) {
        return ((List<?>) Objects.requireNonNull(answer.get(key), key))
                .stream().map(String::valueOf).toList();
    }

    /**
     * Up to 3.6 some of the managers are of the packages that brought them to older versions. Up to 3.9 a frame that leaves a
     * block at its end is still in the body's last line, as Python itself tells.
     */
    @EachPython
    void asInOtherVersions(Python python) {
        Map<String, List<String>> others = new TreeMap<>();
        each(Needs.python("3.12"), (name, answer, stack) -> others.put(name, ownLines(stack)));
        each(python, (name, answer, stack) -> {
            List<String> other = Objects.requireNonNull(others.get(name), name);
            List<String> own = ownLines(stack);
            int from = python.isAtLeast("3.10") ? 0 : 1;
            assertThat(own.subList(from, own.size())).as(name).isEqualTo(other.subList(from, other.size()));
            assertThat(stack.frames().getFirst().line())
                    .as(name)
                    .isEqualTo(((Number) Objects.requireNonNull(answer.get("line"))).intValue());
        });
    }

    private static List<String> ownLines(Stack stack) {
        return StackLines.withTypes(stack, SteppedProgram.program("kept.py").toString());
    }
}
