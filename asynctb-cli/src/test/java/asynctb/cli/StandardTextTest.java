package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people get to see of programs that use nothing but Python's own library; {@link GoldenText} says how to write it anew. */
class StandardTextTest {
    @ParameterizedTest
    @CsvSource({
        "threads, 3.6",
        "threads, 3.15",
        "asyncio_waits, 3.6",
        "asyncio_waits, 3.15",
        "asyncio_groups, 3.15",
    })
    void reads(String program, String python) throws IOException {
        String text = GoldenText.of("standard/" + program + ".py", python);
        assertThat(text).isEqualTo(GoldenText.expected("standard-" + program + "-" + python + ".txt", text));
    }
}
