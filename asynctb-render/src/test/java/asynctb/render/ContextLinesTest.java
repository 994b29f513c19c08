package asynctb.render;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.model.Context;
import asynctb.model.ObjectInfo;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a manager that its statement says too. */
class ContextLinesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            with lamp(40):                    | lamp(...)      | m.Manager
            with moth.lamp(40) as light:      | lamp(...)      | m.Manager
            async with self.house.lamp(40):   | lamp(...)      | m.Manager
            with Moth.lamp(40):               | Moth.lamp(...) | m.Manager
            with moth.lamp(40):               | Moth.lamp(...) | 'm.Manager, Moth.lamp(...)'
            with night_lamp(40):              | lamp(...)      | 'm.Manager, lamp(...)'
            with moth.night_lamp(lamp(40)):   | lamp(...)      | 'm.Manager, lamp(...)'
            with closing(moth.lamp(40)):      | lamp(...)      | 'm.Manager, lamp(...)'
            with moths[0].lamp(40):           | lamp(...)      | 'm.Manager, lamp(...)'
            with moth.lamp(40):               | moth.lamp(40)  | m.Manager
            with moth.lamp(watts):            | moth.lamp(40)  | 'm.Manager, moth.lamp(40)'
            with moth.lamp(40):               | 40 watts       | 'm.Manager, 40 watts'
            """)
    void isNotSaidAgain(String text, String description, String manager) {
        var context = new Context(
                new ObjectInfo("m.Manager", 0x10, null),
                false,
                false,
                false,
                null,
                3,
                text,
                description,
                null,
                List.of(),
                false,
                List.of());

        assertThat(ContextLines.manager(context, true)).isEqualTo(manager);
    }
}
