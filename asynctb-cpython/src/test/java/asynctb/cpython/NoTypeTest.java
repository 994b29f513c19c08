package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.Asynctb;
import asynctb.ExtractOptions;
import asynctb.Selector;
import asynctb.Target;
import asynctb.model.Problem;
import asynctb.testkit.Needs;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that lead to an instance of a class where objects have their type: arbitrary memory of libraries of C holds such. */
class NoTypeTest {
    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.15"})
    void isNoObject(String minor) {
        try (var process = Needs.python(minor).start(Programs.find("no_type.py"));
                Target target = Asynctb.attach(process.pid())) {
            long address = Long.parseLong(process.greeting().getFirst());
            var found = target.extract(List.of(new Selector.At(address)), ExtractOptions.defaults());
            assertThat(found.stacks()).isEmpty();
            assertThat(found.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.NOT_FOUND);
        }
    }
}
