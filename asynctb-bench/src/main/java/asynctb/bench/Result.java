package asynctb.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that was measured of one tool in one scenario. */
final class Result {
    private final List<Sample> samples = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    void add(Sample sample) {
        if (sample.failure() == null) {
            samples.add(sample);
        } else {
            failures.add(sample.failure());
        }
    }

    /** How many runs count. */
    int runs() {
        return samples.size();
    }

    /** Why others do not. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** What was measured; null if that was not. */
    @Nullable
    Spread spread(Metric metric) {
        var values = new ArrayList<Double>();
        for (Sample sample : samples) {
            Double value = sample.values().get(metric);
            if (value != null) {
                values.add(value);
            }
        }
        return values.isEmpty() ? null : Spread.of(values);
    }

    /** The same with stalls that are shorter by the noise, in milliseconds, and at least 0. */
    Result above(double noise) {
        var above = new Result();
        above.failures.addAll(failures);
        for (Sample sample : samples) {
            Double stall = sample.values().get(Metric.STALL);
            above.add(stall == null ? sample : sample.with(Metric.STALL, Math.max(0, stall - noise)));
        }
        return above;
    }
}
