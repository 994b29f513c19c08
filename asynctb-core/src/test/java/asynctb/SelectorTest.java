package asynctb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SelectorTest {
    @Test
    void aKeyMayBeLong() {
        String key = "a\\\"".repeat(100_000);

        assertThat(Selector.parse("m.names[\"" + key + "\"]"))
                .isInstanceOfSatisfying(
                        Selector.Path.class,
                        path -> assertThat(path.steps())
                                .isEqualTo(List.of(
                                        new Selector.Step.Attribute("m"),
                                        new Selector.Step.Attribute("names"),
                                        new Selector.Step.Key("a\"".repeat(100_000)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {".m", "[0]", "\"a\"", "m..a", "m.", "m a", "m[0]a", "m.[0]", "m[a]", "m['a]"})
    void aPathIsANameAndThenNamesBehindDotsAndItems(String text) {
        assertThatThrownBy(() -> Selector.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a selector");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m", "m.a", "m[0]", "m[-1][\"a\"].b['c']"})
    void otherPathsAreRead(String text) {
        assertThat(Selector.parse(text).text()).isEqualTo(text);
    }
}
