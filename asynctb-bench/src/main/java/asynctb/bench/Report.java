package asynctb.bench;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results, in Markdown. */
final class Report {
    private Report() {}

    /** The head, a line for each fact. */
    static String head(List<String> facts) {
        return "# Benchmark\n\n* " + String.join("\n* ", facts) + "\n";
    }

    /**
     * One scenario.
     *
     * @param load of the machine before it
     * @param results of each tool by name, in the order of the table
     */
    static String scenario(Scenario scenario, String load, Map<String, Result> results) {
        var text = new StringBuilder("\n## " + scenario.name() + ": " + scenario.title() + "\n\n");
        text.append("Load before: ").append(load).append(".\n\n| | runs |");
        for (Metric metric : Metric.values()) {
            text.append(' ').append(metric.title()).append(" |");
        }
        text.append("\n| --- | --- |").repeat(" --- |", Metric.values().length).append('\n');
        results.forEach((name, result) -> text.append(row(name, result)));
        if (!scenario.aims().isEmpty()) {
            text.append('\n');
        }
        for (Aim aim : scenario.aims()) {
            text.append("* ").append(aim.judge(results)).append('\n');
        }
        return text.toString();
    }

    private static String row(String name, Result result) {
        List<String> failures = result.failures();
        String runs = Integer.toString(result.runs());
        if (!failures.isEmpty()) {
            runs += ", " + failures.size() + " failed: " + failures.getLast();
        }
        var row = new StringBuilder("| " + name + " | " + runs + " |");
        for (Metric metric : Metric.values()) {
            row.append(' ').append(cell(metric, result.spread(metric))).append(" |");
        }
        return row.append('\n').toString();
    }

    private static String cell(Metric metric, @Nullable Spread spread) {
        return spread == null
                ? "–"
                : "%s (%s–%s)"
                        .formatted(
                                metric.format(spread.median()),
                                metric.format(spread.low()),
                                metric.format(spread.high()));
    }
}
