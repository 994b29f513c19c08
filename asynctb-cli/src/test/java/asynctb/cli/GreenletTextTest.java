package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What people get to see of programs that use greenlets. Run with {@code -Dasynctb.golden=write} to write the texts anew; then
 * the difference is for people to judge.
 */
class GreenletTextTest {

    @ParameterizedTest
    @CsvSource({"crawler, 3.6, oldest", "crawler, 3.15, newest", "generators, 3.6, oldest", "generators, 3.15, newest"})
    void reads(String program, String python, String set) throws IOException {
        String text =
                GoldenText.of("greenlets/" + program + ".py", python, set).replaceAll("pipe:\\[\\d+\\]", "pipe:[1]");
        assertThat(text).isEqualTo(GoldenText.expected("greenlets-" + program + "-" + set + ".txt", text));
    }
}
