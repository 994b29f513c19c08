package asynctb.cpython.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.cpython.CPythonProvider;
import asynctb.cpython.Programs;
import asynctb.model.Extraction;
import asynctb.model.Problem;
import asynctb.model.TargetInfo;
import asynctb.runtime.Picture;
import asynctb.runtime.TargetRuntime;
import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import java.util.List;
import java.util.Optional;

/** What the proof is good for: without it wrong stacks would be shown as right. */
class BrokenProofTest {
    private static final int MOST_TIMES = 20_000;

    @EachPython(min = "3.8", max = "3.11")
    void proofThatAlwaysSaysYes(Python python) {
        var program = Programs.find("busy.py");
        var possible = new BusyProgram(program);
        try (var process = python.startApart(program, "recursion", "1");
                var target = Target.of(new Credulous(
                        new CPythonProvider().attach(process.pid()).orElseThrow()))) {
            String wrong = "";
            for (int i = 0; i < MOST_TIMES && wrong.isEmpty(); i++) {
                Extraction extraction = target.extract(List.of(new Selector.AllThreads()), ExtractOptions.defaults());
                boolean isBelieved = extraction.target().consistency() == TargetInfo.Consistency.UNMOVED;
                wrong = extraction.stacks().stream()
                        .filter(stack -> isBelieved)
                        .map(possible::whyImpossible)
                        .filter(why -> !why.isEmpty())
                        .findFirst()
                        .orElse("");
            }
            assertThat(wrong).isNotEmpty();
        }
    }

    private record Credulous(TargetRuntime runtime) implements TargetRuntime {
        @Override
        public TargetInfo info() {
            return runtime.info();
        }

        @Override
        public List<Problem> problems() {
            return runtime.problems();
        }

        @Override
        public Picture look() {
            return runtime.look();
        }

        @Override
        public Optional<Picture> copyProved(Picture learned) {
            return Optional.of(runtime.copy(learned));
        }

        @Override
        public void close() {
            runtime.close();
        }
    }
}
