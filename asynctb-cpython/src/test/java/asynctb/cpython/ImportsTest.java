package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.model.Extraction;
import asynctb.model.Frame;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import java.util.List;
import java.util.Objects;

/** Threads that import modules show these, and wait for one another where they do. */
class ImportsTest {
    @EachPython
    void importsAreShownByTheirModules(Python python) {
        try (var process = python.start(Programs.find("imports.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            Extraction extraction = target.extractThreads();

            assertThat(shown(extraction, "counts")).startsWith("counts", "<module>", "<module>", "wait");
            assertThat(shown(extraction, "opens_shop")).containsExactly("opens_shop", "<module>");
            assertThat(shown(extraction, "MainThread"))
                    .startsWith("<module>", "sells")
                    .endsWith("acquire");
            assertThat(extraction.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.kind()).isEqualTo(Problem.Kind.DEADLOCK);
                assertThat(problem.message())
                        .contains("thread \"MainThread\"", "_ModuleLock", "held by thread \"opens_shop\"")
                        .contains("held by thread \"MainThread\"");
            });
        }
    }

    private static List<String> shown(Extraction extraction, String thread) {
        Stack found = extraction.stacks().stream()
                .filter(stack -> Objects.equals(stack.name(), thread))
                .findFirst()
                .orElseThrow();
        return found.frames().stream()
                .filter(frame -> !frame.hide())
                .map(Frame::function)
                .toList();
    }
}
