package asynctb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What people get to see of programs that use libraries on top of others, and that {@code docs/libraries.md} shows it. Run with
 * {@code -Dasynctb.golden=write} to write the texts anew; then the difference is for people to judge.
 */
class LibraryTextTest {
    private static final Pattern SHOWN =
            Pattern.compile("<!-- output (\\S+) -->\\s*```text\\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({
        "anyio/shop, 3.6, oldest, trio",
        "anyio/shop, 3.7, newest, asyncio",
        "anyio/shop, 3.8, newest, asyncio",
        "anyio/shop, 3.15, newest, asyncio",
        "anyio/shop, 3.15, newest, trio",
        "anyio/portal, 3.15, newest, asyncio",
        "anyio/portal, 3.15, oldest, trio",
        "greenback/ledger, 3.6, oldest, trio",
        "greenback/ledger, 3.15, newest, asyncio",
        "pytest/asyncio_shop, 3.8, newest,",
        "pytest/asyncio_shop, 3.15, newest,",
        "trio_asyncio/bridge, 3.6, oldest,",
        "trio_asyncio/bridge, 3.13, newest,"
    })
    void reads(String program, String python, String set, @Nullable String backEnd) throws IOException {
        String[] arguments = backEnd == null ? new String[0] : new String[] {backEnd};
        String text = GoldenText.of(program + ".py", python, set, arguments);
        String name = String.join("-", program.replace('/', '-'), python, set) + (backEnd == null ? "" : "-" + backEnd);
        assertThat(text).isEqualTo(GoldenText.expected(name + ".txt", text));
    }

    /** pytest-trio sets independent fixtures up in no particular order, so the tasks have none. */
    @ParameterizedTest
    @CsvSource({"3.6, oldest", "3.15, newest"})
    void readsFixtures(String python, String set) throws IOException {
        String text = GoldenText.of("pytest/trio_shop.py", python, set);
        String expected = GoldenText.expected("pytest-trio_shop-" + python + "-" + set + ".txt", text);
        assertThat(unordered(text)).isEqualTo(unordered(expected));
    }

    /** The lines of a tree, without the order of their branches. */
    private static List<String> unordered(String text) {
        return text.replaceAll("[│├└]", " ").lines().sorted().toList();
    }

    @Test
    void thePageShowsWhatIsSeen() throws IOException {
        String page = Files.readString(Run.project().resolve("docs/libraries.md"));
        List<MatchResult> shown = SHOWN.matcher(page).results().toList();
        assertThat(shown).isNotEmpty();
        for (MatchResult output : shown) {
            assertThat(GoldenText.expected(output.group(1) + ".txt")).contains(GoldenText.normalized(output.group(2)));
        }
    }
}
