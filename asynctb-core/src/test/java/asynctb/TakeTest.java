package asynctb;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.model.Extraction;
import asynctb.model.Problem;
import asynctb.model.TargetInfo;
import asynctb.model.TargetInfo.Consistency;
import asynctb.runtime.Picture;
import asynctb.runtime.TargetRuntime;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Targets that can be neither proved to rest nor paused: copies are compared. */
class TakeTest {
    private static final int SMALL = 1 << 20;

    /** A target of which each copy is a world. */
    private static final class Target implements TargetRuntime {
        private final long size;
        private final IntFunction<String> functions;
        int copies;

        /** @param functions the one that runs, by the number of the copy */
        Target(long size, IntFunction<String> functions) {
            this.size = size;
            this.functions = functions;
        }

        @Override
        public TargetInfo info() {
            return new TargetInfo(
                    TargetInfo.Kind.PROCESS,
                    1L,
                    null,
                    "made up",
                    "1",
                    null,
                    List.of(),
                    null,
                    Consistency.UNPROVEN,
                    null);
        }

        @Override
        public List<Problem> problems() {
            return List.of();
        }

        @Override
        public Picture look() {
            var world = new World();
            world.size = size;
            world.items.add(world.thing(1, "Coroutine").of(world.call(2, functions.apply(copies))));
            return world;
        }

        @Override
        public Picture copy(Picture learned) {
            copies++;
            return look();
        }

        @Override
        public void close() {}

        Extraction take() {
            var selectors = List.<Selector>of(new Selector.AllThreads());
            return new Take(this, new RuleShelf(List.of(), List.of()), selectors, ExtractOptions.defaults()).run();
        }
    }

    @Test
    void threeThatAgreeAreEnough() {
        var target = new Target(SMALL, copy -> copy < 3 ? "function" + copy : "same");
        assertThat(target.take().target().consistency()).isEqualTo(Consistency.REPEATED);
        assertThat(target.copies).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"1, 8", "100, 5", "200, 3", "4000, 3"})
    void ofWhatMovesAllTheTimeFewerAreMadeIfTheyAreLarge(long megabytes, int copies) {
        var target = new Target(megabytes << 20, copy -> "function" + copy);
        Extraction extraction = target.take();
        assertThat(extraction.target().consistency()).isEqualTo(Consistency.UNPROVEN);
        assertThat(extraction.stacks())
                .singleElement()
                .satisfies(stack ->
                        assertThat(stack.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.TORN));
        assertThat(target.copies).isEqualTo(copies);
    }
}
