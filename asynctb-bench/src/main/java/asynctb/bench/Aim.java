package asynctb.bench;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tool of ours is to reach.
 *
 * @param tool its name
 * @param factor how much the median may be, in the metric's unit, or times that of the other tool
 * @param other the name of the other tool; null if it is an absolute amount
 */
record Aim(
        String tool, Metric metric, double factor, @Nullable String other) {
    static Aim atMost(String tool, Metric metric, double amount) {
        return new Aim(tool, metric, amount, null);
    }

    static Aim timesAtMost(String tool, Metric metric, double factor, String other) {
        return new Aim(tool, metric, factor, other);
    }

    /**
     * A sentence that names the aim and says what came of it.
     *
     * @param results of all tools of the scenario, by name
     */
    String judge(Map<String, Result> results) {
        Spread own = spread(results, tool);
        Spread others = other == null ? new Spread(1, 1, 1) : spread(results, other);
        String aim = "%s of %s at most %s%s"
                .formatted(metric.title(), tool, number(factor), other == null ? "" : " times that of " + other);
        if (own == null || others == null) {
            return aim + ": not measured";
        }
        double seen = own.median() / others.median();
        String shown = other == null ? metric.format(seen) : number(seen);
        return aim + ": " + shown + (seen <= factor ? ", reached" : ", **missed**");
    }

    private @Nullable Spread spread(Map<String, Result> results, String name) {
        Result result = results.get(name);
        return result == null ? null : result.spread(metric);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
    }
}
