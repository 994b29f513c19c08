package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.Target;
import asynctb.model.Extraction;
import asynctb.model.Stack;
import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;

/** A thread is one when it has begun, though Python has made its object and its state before. */
class ThreadBirthTest {
    @EachPython
    void threadsThatHaveNotBegunAreNotShown(Python python) {
        try (PythonProcess process = python.start(Programs.find("unborn.py"));
                Target target = Asynctb.attach(process.pid())) {
            process.awaitRest();
            Extraction threads = target.extractThreads();
            assertThat(threads.problems()).isEmpty();
            assertThat(threads.stacks()).extracting(Stack::name).containsExactly("MainThread");
            assertThat(threads.stacks().getFirst().frames())
                    .singleElement()
                    .satisfies(frame -> assertThat(frame.text()).isEqualTo("os.read(0, 1)"));
        }
    }
}
