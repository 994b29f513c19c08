package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.model.Frame;
import asynctb.model.Stack;
import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;

/** Coroutines that are being left, where other code runs still: 3.10 gives their frames states of their own meanwhile. */
class LeavingTest {
    @EachPython
    void returnsUnderAProfiler(Python python) {
        assertRuns(python, "returns", "hook");
    }

    @EachPython
    void raisesUnderAProfiler(Python python) {
        assertRuns(python, "raises", "hook");
    }

    @EachPython
    void finalizesWhatAnExceptionTakesFromTheStack(Python python) {
        assertRuns(python, "unwinds", "__del__");
    }

    @EachPython
    void finalizesOnTheWayToAHandler(Python python) {
        assertRuns(python, "handles", "__del__");
    }

    private static void assertRuns(Python python, String how, String callee) {
        try (PythonProcess process = python.start(Programs.find("leaving.py"), how);
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            Stack stack = target.extract("__main__.coroutine");
            assertThat(stack.frames()).extracting(Frame::function).as(how).containsExactly("inner", callee, "rest");
            assertThat(stack.state()).isEqualTo(Stack.State.RUNNING);
            assertThat(stack.problems()).isEmpty();
        }
    }
}
