package asynctb.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs print, and the command line. */
class ParsingTest {
    private static final Path PEERS = Path.of("/peers");

    @Test
    void whatMeasurePrints() {
        Sample sample = Sample.ofMeasure("1500000000 250000 500000 2048 0\n");
        assertThat(sample.failure()).isNull();
        assertThat(sample.values()).isEqualTo(Map.of(Metric.WALL, 1.5, Metric.CPU, 0.75, Metric.MEMORY, 2.0));
    }

    @Test
    void aFailureHasNoTimes() {
        assertThat(Sample.ofMeasure("1500000000 250000 500000 2048 3")).isEqualTo(Sample.failed("exit status 3"));
        assertThat(Sample.ofMeasure("1500000000 250000 500000 2048 -9")).isEqualTo(Sample.failed("killed by signal 9"));
        assertThat(Sample.ofSelfMeasured("failed it gave up\n")).isEqualTo(Sample.failed("it gave up"));
    }

    @Test
    void whatMeasuresItself() {
        assertThat(Sample.ofSelfMeasured("wall 0.5 cpu 0.25\n").values())
                .isEqualTo(Map.of(Metric.WALL, 0.5, Metric.CPU, 0.25));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wall 0.5", "1 2 3"})
    void whatIsNeither(String line) {
        assertThatThrownBy(() -> Sample.ofSelfMeasured(line)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Sample.ofMeasure(line)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatTheSystemSaysOfTheMachine() {
        assertThat(Machine.cpu("processor\t: 0\nmodel name\t: Some CPU @ 3 GHz\n"))
                .isEqualTo("Some CPU @ 3 GHz");
        assertThat(Machine.cpu("")).isEqualTo("unknown processor");
        assertThat(Machine.gibibytes("MemTotal:       16265432 kB\n")).isEqualTo(16);
    }

    @Test
    void theCommandLine() {
        Options options =
                options("--scenario", "idle", "deep", "--runs", "3", "--python", "3.11", "--scenario", "busy");
        assertThat(options).isEqualTo(new Options(List.of("idle", "deep", "busy"), 3, "3.11", PEERS, false));
        assertThat(options("--peers", "/there", "--list").peers()).isEqualTo(Path.of("/there"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"idle", "--runs", "--runs=3", "--runs 0", "--runs many", "--scenario --list", "--python"})
    void aWrongCommandLine(String line) {
        assertThatThrownBy(() -> options(line.split(" ", -1))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Options options(String... words) {
        return Options.parse(List.of(words), PEERS);
    }
}
