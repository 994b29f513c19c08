package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.cpython.locate.Locator;
import asynctb.memory.MemorySource;
import asynctb.memory.linux.LiveProcess;
import asynctb.model.Extraction;
import asynctb.model.Frame;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.model.TargetInfo.Consistency;
import asynctb.testkit.EachPython;
import asynctb.testkit.Python;
import asynctb.testkit.PythonProcess;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A thread that runs a generator whose caller is not linked yet, as it is for some instructions of each call. */
class OutermostFrameTest {
    private static final String GENERATOR = "walk";

    @EachPython
    void aGeneratorThatNobodyCallsIsTorn(Python python) throws Exception {
        try (PythonProcess process = python.start(Programs.find("running_generator.py"))) {
            process.awaitRest();
            var cut = new AtomicLong();
            LiveProcess seen = LiveProcess.open(process.pid(), source -> cutting(source, cut));
            long previous = Locator.locate(seen)
                    .orElseThrow()
                    .layout()
                    .offset("_PyInterpreterFrame.previous", "PyFrameObject.f_back");
            try (var target = Target.of(CPythonProvider.attach(seen).orElseThrow())) {
                Stack whole = target.extract("thread:MainThread");
                assertThat(whole.problems()).isEmpty();
                assertThat(whole.frames()).hasSizeGreaterThan(1);

                Frame generator = whole.frames().stream()
                        .filter(frame -> frame.function().equals(GENERATOR))
                        .findFirst()
                        .orElseThrow();
                cut.set(generator.address() + previous);
                Extraction extraction = target.extract(
                        List.of(new Selector.AllThreads()),
                        ExtractOptions.defaults().withPause(false));
                assertThat(extraction.target().consistency()).isEqualTo(Consistency.UNPROVEN);
                Stack torn = extraction.stacks().getFirst();
                assertThat(torn.frames()).first().extracting(Frame::function).isEqualTo(GENERATOR);
                assertThat(torn.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.TORN);
                assertThat(torn.problems().getFirst().address()).isEqualTo(generator.address());
            }
        }
    }

    /** Shows 0 in a word of the memory. */
    private static MemorySource cutting(MemorySource source, AtomicLong word) {
        return (address, target, offset, length) -> {
            int count = source.read(address, target, offset, length);
            for (long at = Math.max(word.get(), address);
                    at < Math.min(word.get() + Long.BYTES, address + count);
                    at++) {
                target[offset + (int) (at - address)] = 0;
            }
            return count;
        };
    }
}
