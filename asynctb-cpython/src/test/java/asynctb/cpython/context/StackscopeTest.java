package asynctb.cpython.context;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.EachPython;
import asynctb.testkit.Libraries;
import asynctb.testkit.Python;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** What stackscope sees of the same objects, from inside, but for its defects. */
class StackscopeTest {
    /** Suspended and running ones. */
    @EachPython(min = "3.8", max = "3.12")
    void someSituations(Python python) {
        compare(python, List.of("thread", "coro"), List.of("situations.py"));
    }

    @EachPython(min = "3.8", max = "3.12")
    @Tag("long")
    void everySituation(Python python) {
        Set<StackscopeDefect> seen = compare(python, StepsTest.MODES, StepsTest.files(python));

        var known = EnumSet.of(StackscopeDefect.TARGET, StackscopeDefect.TARGET_OF_EXITING);
        if (Set.of("3.8", "3.11", "3.12").contains(python.minor())) {
            known.add(StackscopeDefect.EXIT);
        }
        if (python.minor().equals("3.12")) {
            known.add(StackscopeDefect.FALLBACK);
        }
        assertThat(seen).isEqualTo(known);
    }

    private static Set<StackscopeDefect> compare(Python python, List<String> modes, List<String> files) {
        var seen = EnumSet.noneOf(StackscopeDefect.class);
        var process = Libraries.of(python, Libraries.NEWEST).start(SteppedProgram.program("stepper.py"));
        try (var program = SteppedProgram.of(process, (stepped, stop) -> differences(stepped, stop, seen))) {
            for (String mode : modes) {
                files.forEach(file -> program.runAll(file, mode, null));
            }
            assertThat(program.differences()).isEmpty();
            assertThat(program.stops()).isGreaterThan(300);
        }
        return seen;
    }

    /** A defect counts as one only if what we read is what the managers wrote down themselves. */
    private static List<String> differences(
            SteppedProgram program, SteppedProgram.Stop stop, Set<StackscopeDefect> seen) {
        List<String> ours = StackLines.withAddresses(stop.stack());
        List<String> theirs =
                ((List<?>) program.ask("extract")).stream().map(String::valueOf).toList();
        var comparison = StackscopeDefect.compare(ours, theirs);
        var differences = new ArrayList<String>();
        comparison.unexplained().forEach(line -> differences.add(stop.where() + ": " + line));
        if (!comparison.defects().isEmpty()) {
            seen.addAll(comparison.defects());
            differences.addAll(new OwnRecord().differences(program, stop));
        }
        return differences;
    }
}
