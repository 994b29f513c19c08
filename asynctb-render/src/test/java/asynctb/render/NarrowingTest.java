package asynctb.render;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.model.Stack;
import org.junit.jupiter.api.Test;

class NarrowingTest {
    @Test
    void filterLooksAtNamesAndFrames() {
        var all = Samples.service();
        assertThat(Narrowing.filter(all, "DELIVERY").stacks())
                .extracting(Stack::name)
                .containsExactly("delivery");
        assertThat(Narrowing.filter(all, "queue.py").stacks())
                .extracting(Stack::name)
                .containsExactly("delivery");
        assertThat(Narrowing.filter(all, "checks +=").stacks())
                .extracting(Stack::name)
                .containsExactly("poller");
        assertThat(Narrowing.filter(all, "greeting_of").stacks())
                .extracting(Stack::name)
                .containsExactly("smtp");
        assertThat(Narrowing.filter(all, "nowhere").stacks()).isEmpty();
        assertThat(Narrowing.filter(all, "nowhere").problems()).isEqualTo(all.problems());
    }

    @Test
    void limitCountsWhatIsShown() {
        Stack stack = Samples.generator();
        var shown = Narrowing.limit(stack, 1, false);
        assertThat(shown.frames()).hasSize(1);
        assertThat(shown.leftOut()).isEqualTo(2);
        assertThat(shown.leftOutShown()).isEqualTo(1);
        assertThat(Narrowing.limit(stack, 2, false).leftOut()).isZero();
        assertThat(Narrowing.limit(stack, 2, true).leftOut()).isEqualTo(1);
        assertThat(Narrowing.limit(stack, 0, false).frames()).hasSize(3);
    }
}
