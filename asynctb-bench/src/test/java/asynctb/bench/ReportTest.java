package asynctb.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final Map<String, Result> results = new LinkedHashMap<>();

    private void measured(String tool, Map<Metric, Double> values) {
        results.computeIfAbsent(tool, name -> new Result()).add(new Sample(values, null));
    }

    @Test
    void aRowForEachToolAndALineForEachAim() {
        measured("ours", Map.of(Metric.WALL, 0.2, Metric.CPU, 0.1, Metric.MEMORY, 10.0, Metric.STALL, 0.0));
        measured("ours", Map.of(Metric.WALL, 0.4, Metric.CPU, 0.1, Metric.MEMORY, 10.0, Metric.STALL, 0.4));
        measured("theirs", Map.of(Metric.WALL, 0.1));
        results.put("broken", new Result());
        results.get("broken").add(Sample.failed("exit status 1"));
        var scenario = new Scenario(
                "idle",
                "a program",
                List.of(),
                false,
                box -> List.of(),
                List.of(
                        Aim.timesAtMost("ours", Metric.WALL, 2, "theirs"),
                        Aim.atMost("ours", Metric.STALL, 1),
                        Aim.timesAtMost("ours", Metric.CPU, 1.5, "broken")));
        assertThat(Report.scenario(scenario, "1.00, 2.00, 3.00", results)).isEqualTo("""

                ## idle: a program

                Load before: 1.00, 2.00, 3.00.

                | | runs | wall s | CPU s | memory MiB | stall ms |
                | --- | --- | --- | --- | --- | --- |
                | ours | 2 | 0.300 (0.250–0.350) | 0.100 (0.100–0.100) | 10 (10–10) | 0.2 (0.1–0.3) |
                | theirs | 1 | 0.100 (0.100–0.100) | – | – | – |
                | broken | 0, 1 failed: exit status 1 | – | – | – | – |

                * wall s of ours at most 2 times that of theirs: 3, **missed**
                * stall ms of ours at most 1: 0.2, reached
                * CPU s of ours at most 1.5 times that of broken: not measured
                """);
    }

    @Test
    void stallsAreThoseAboveTheNoise() {
        var result = new Result();
        result.add(new Sample(Map.of(Metric.STALL, 5.0), null));
        result.add(new Sample(Map.of(Metric.STALL, 1.0), null));
        result.add(Sample.failed("once"));
        Result above = result.above(2);
        assertThat(above.spread(Metric.STALL)).isEqualTo(Spread.of(List.of(3.0, 0.0)));
        assertThat(above.failures()).containsExactly("once");
    }
}
