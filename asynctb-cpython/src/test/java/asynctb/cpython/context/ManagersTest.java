package asynctb.cpython.context;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.model.Context;
import asynctb.model.Frame;
import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import java.util.List;
import java.util.Objects;

/** What is told of managers of all kinds, and of what they keep. */
class ManagersTest {
    private static List<Context> contexts(Target target, String selector) {
        return target.extract(selector).frames().getFirst().contexts();
    }

    private static String type(Context context) {
        return Objects.requireNonNull(context.obj()).type();
    }

    @EachPython
    void oneOddManagerDoesNotCostTheOthers(Python python) {
        try (var process = python.start(SteppedProgram.program("managers.py"));
                var target = Asynctb.attach(process.pid())) {
            List<Context> kinds = contexts(target, "__main__.kinds_now");

            assertThat(kinds.stream().map(Context::varname))
                    .containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
            assertThat(kinds.stream().map(ManagersTest::type))
                    .containsExactly(
                            "function",
                            "__main__.Plain",
                            "method",
                            "__main__.PartialMethod",
                            "__main__.Called",
                            "method",
                            "builtin_function_or_method",
                            "__main__.Cached",
                            "__main__.Plain",
                            "_thread.lock");
            assertThat(kinds.get(0).description()).contains("the manager is not kept");
            assertThat(kinds.get(9).description()).isEqualTo("locked");
        }
    }

    @EachPython
    void theStackOfAGeneratorThatIsAManager(Python python) {
        try (var process = python.start(SteppedProgram.program("managers.py"));
                var target = Asynctb.attach(process.pid())) {
            Context opened = contexts(target, "__main__.nested_now").getFirst();

            assertThat(opened.description()).startsWith(python.isAtLeast("3.7") ? "opened(...)" : "__main__.opened(");
            Frame inner = Objects.requireNonNull(opened.innerStack()).frames().getFirst();
            assertThat(inner.function()).isEqualTo("opened");
            assertThat(inner.contexts().getFirst().description()).startsWith("'/dev/null', descriptor ");
        }
    }

    @EachPython
    void whatAnExitStackKeeps(Python python) {
        try (var process = python.start(SteppedProgram.program("managers.py"));
                var target = Asynctb.attach(process.pid())) {
            List<Context> kept = contexts(target, "__main__.stacks_now").getFirst().children().stream()
                    .map(Context.class::cast)
                    .toList();

            assertThat(kept.get(0).description())
                    .startsWith("stack.enter_context(")
                    .contains("opened(");
            assertThat(kept.get(0).innerStack()).isNotNull();
            assertThat(kept.get(1).description())
                    .isEqualTo("stack.callback(__main__.some_callback, 10, 'hi', answer=42)");
            assertThat(kept.get(2).description()).isEqualTo("stack.push(__main__.some_callback)");
            Context inner = (Context) kept.get(3).children().getFirst();
            assertThat(inner.varname()).isEqualTo("stack[3][0]");
            assertThat(type(inner)).isEqualTo("_thread.RLock");
            // The stack keeps itself: that is said, and the walk ends.
            assertThat(kept.get(4).problems()).hasSize(1);
        }
    }

    @EachPython
    void aThreadThatWaitsForALockIsEnteringItsBlock(Python python) {
        try (var process = python.start(SteppedProgram.program("managers.py"));
                var target = Asynctb.attach(process.pid())) {
            Context lock = target.extract("thread:waiting")
                    .frames()
                    .getLast()
                    .contexts()
                    .getFirst();

            assertThat(lock.isEntering()).isTrue();
            assertThat(type(lock)).isEqualTo("_thread.lock");
            assertThat(lock.text()).isEqualTo("with lock:");
        }
    }
}
