package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.model.Extraction;
import asynctb.model.Frame;
import asynctb.model.Stack;
import asynctb.model.ThreadInfo;
import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/** Two subinterpreters with threads. */
class SubinterpretersTest {
    @EachPython
    void threadsOfAllInterpreters(Python python) {
        try (var process = python.start(Programs.find("subinterpreters_program.py"))) {
            process.awaitRest();
            try (Target target = Asynctb.attach(process.pid())) {
                // Since 3.13 only the thread that made the interpreter is the main one of it, and that has left it.
                check(target.extractThreads(), python.isAtLeast("3.13") ? "Dummy-1" : "MainThread");
            }
        }
    }

    private static void check(Extraction extraction, String outer) {
        assertThat(extraction.problems()).isEmpty();
        var interpreters = new HashSet<Long>();
        var inner = new ArrayList<String>();
        for (Stack stack : extraction.stacks()) {
            assertThat(stack.problems()).isEmpty();
            ThreadInfo thread = Objects.requireNonNull(stack.thread());
            assertThat(thread.nativeId()).as("native id of %s", stack).isNotNull();
            interpreters.add(thread.interpreter());
            if (thread.interpreter() != 0) {
                inner.add(stack.name() + ": " + functions(stack));
            } else if (!"MainThread".equals(stack.name())) {
                assertThat(functions(stack)).endsWith("run");
            }
        }
        assertThat(interpreters).hasSize(3);
        assertThat(inner)
                .containsExactlyInAnyOrder(
                        outer + ": [<module>, call, rest]",
                        outer + ": [<module>, call, rest]",
                        "inner-1: [_bootstrap, _bootstrap_inner, run, below, rest]",
                        "inner-2: [_bootstrap, _bootstrap_inner, run, below, rest]");
        assertThat(extraction.stacks()).hasSize(7);
    }

    private static List<String> functions(Stack stack) {
        return stack.frames().stream().map(Frame::function).toList();
    }
}
