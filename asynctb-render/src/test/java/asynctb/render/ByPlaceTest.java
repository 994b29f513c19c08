package asynctb.render;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.model.Frame;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ByPlaceTest {
    private final AtomicInteger made = new AtomicInteger();
    private final ByPlace<String> places = new ByPlace<>(frame -> frame.qualname() + made.incrementAndGet());
    private final Frame first = Samples.frame("Basket.price", "shop.py", 3, "return 1");

    @Test
    void isMadeOnceForFramesAtOnePlace() {
        assertThat(places.of(first)).isEqualTo("Basket.price1");
        assertThat(places.of(first.hidden(false, false))).isEqualTo("Basket.price1");
    }

    /** What a target's memory holds may give two functions one place. */
    @Test
    void isMadeAnewWhereOtherThingsAreWrittenOfAPlace() {
        places.of(first);
        assertThat(places.of(first.hidden(true, false))).isEqualTo("Basket.price2");
    }
}
