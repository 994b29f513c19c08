package asynctb.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import asynctb.testkit.EachPython;
import asynctb.testkit.Python;

/** Every stack of the acceptance program is what that Python itself says it is. */
class AcceptanceProgramTest {
    @EachPython
    void everyStackIsWhatPythonSaysItIs(Python python) {
        try (var process = python.start(Programs.find("acceptance_program.py"))) {
            OracleComparison.Outcome outcome = OracleComparison.compare(process);

            assertThat(outcome.text()).as("differences in %s", process).isEmpty();
            assertThat(outcome.frames()).isGreaterThan(1000);
        }
    }
}
