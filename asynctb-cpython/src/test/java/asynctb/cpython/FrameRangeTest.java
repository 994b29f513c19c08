package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.model.Frame;
import asynctb.model.Stack;
import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.util.Objects;

/** Parts of the frames of a thread: what is said of their end depends on whether it is the thread's. */
class FrameRangeTest {
    @EachPython
    void rangesSayWhereTheyEnd(Python python) {
        try (PythonProcess process = python.start(Programs.find("running_generator.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();

            Stack inner = target.extract("frames:thread=MainThread,outer=main");
            assertThat(inner.frames()).extracting(Frame::function).containsExactly("main", "walk");
            assertThat(inner.state()).isEqualTo(Stack.State.WAITING);
            assertThat(inner.stateText()).isNull();
            assertThat(Objects.requireNonNull(inner.thread()).nativeId()).isEqualTo(process.pid());

            Stack cut = target.extract("frames:thread=MainThread,inner=main");
            assertThat(cut.frames()).extracting(Frame::function).containsExactly("<module>", "main");
            assertThat(cut.state()).isEqualTo(Stack.State.UNKNOWN);
            assertThat(cut.stateText()).isEqualTo("calling 1 further frame");
            assertThat(target.extract("frames:thread=MainThread,outer=<module>,limit=1")
                            .stateText())
                    .isEqualTo("calling 2 further frames");
        }
    }

    @EachPython
    void anObjectThatIsNoneOfTheseWaitsForNothing(Python python) {
        try (PythonProcess process = python.start(Programs.find("running_generator.py"));
                Target target = Asynctb.attach(process.pid())) {
            Stack stack = target.extract("os.sep");
            assertThat(stack.root()).hasToString("'/'");
            assertThat(stack.leaf()).isNull();
            assertThat(stack.frames()).isEmpty();
            assertThat(stack.problems()).isEmpty();
        }
    }
}
