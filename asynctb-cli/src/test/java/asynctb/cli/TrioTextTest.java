package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What people get to see of programs that use Trio. Run with {@code -Dasynctb.golden=write} to write the texts anew; then the
 * difference is for people to judge.
 */
class TrioTextTest {
    private static final Pattern README = Pattern.compile("<!-- trio output -->\\s*```\\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({
        "crawler, 3.7, oldest",
        "crawler, 3.15, newest",
        "failing, 3.7, oldest",
        "failing, 3.15, newest",
        "threads, 3.6, oldest",
        "threads, 3.15, newest"
    })
    void reads(String program, String python, String set) throws IOException {
        String text = GoldenText.of("trio/" + program + ".py", python, set);
        assertThat(text).isEqualTo(GoldenText.expected("trio-" + program + "-" + set + ".txt", text));
    }

    @Test
    void theReadmeShowsWhatIsSeen() throws IOException {
        Matcher readme = README.matcher(Files.readString(Run.project().resolve("README.md")));
        assertThat(readme.find()).as("README.md shows tasks of Trio").isTrue();
        String shown = GoldenText.expected("trio-crawler-newest.txt");
        assertThat(shown).contains(GoldenText.normalized(readme.group(1)));
    }
}
