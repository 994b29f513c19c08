package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.model.Frame;
import asynctb.model.Stack;
import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;

/** Coroutines that an exception is thrown through: up to 3.9 they count as running, but no thread has their frames. */
class ThrownTest {
    @EachPython
    void goesOnWhereTheExceptionIsHandled(Python python) {
        try (PythonProcess process = python.start(Programs.find("thrown.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            Stack stack = target.extract("__main__.coroutine");
            assertThat(stack.frames())
                    .extracting(Frame::function, Frame::text)
                    .extracting(Object::toString)
                    .containsExactly(
                            "(\"outer\", \"await middle()\")",
                            "(\"middle\", \"await inner()\")",
                            "(\"inner\", \"handle()\")",
                            "(\"handle\", \"input()\")");
            assertThat(stack.state()).isEqualTo(Stack.State.RUNNING);
            assertThat(stack.problems()).isEmpty();
        }
    }
}
