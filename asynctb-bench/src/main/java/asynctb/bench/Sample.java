package asynctb.bench;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a tool took.
 *
 * @param values what was measured, which may lack some
 * @param failure why the run does not count; null if it does
 */
record Sample(Map<Metric, Double> values, @Nullable String failure) {
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;
    private static final double KIB_PER_MIB = 1024;

    static Sample failed(String why) {
        return new Sample(Map.of(), why);
    }

    /** The line that {@code measure} prints. */
    static Sample ofMeasure(String line) {
        String[] words = line.strip().split(" ", -1);
        if (words.length != 5) {
            throw new IllegalStateException("measure printed \"" + line + "\"");
        }
        int status = Integer.parseInt(words[4]);
        if (status != 0) {
            return failed(status > 0 ? "exit status " + status : "killed by signal " + -status);
        }
        var values = new EnumMap<Metric, Double>(Metric.class);
        values.put(Metric.WALL, Long.parseLong(words[0]) / NANOS);
        values.put(Metric.CPU, (Long.parseLong(words[1]) + Long.parseLong(words[2])) / MICROS);
        values.put(Metric.MEMORY, Long.parseLong(words[3]) / KIB_PER_MIB);
        return new Sample(values, null);
    }

    /** The line of what measured itself: {@code wall SECONDS cpu SECONDS}, or {@code failed WHY}. */
    static Sample ofSelfMeasured(String line) {
        String[] words = line.strip().split(" ", -1);
        if (words[0].equals("failed")) {
            return failed(line.strip().substring("failed".length()).strip());
        }
        if (words.length != 4 || !words[0].equals("wall") || !words[2].equals("cpu")) {
            throw new IllegalStateException("neither times nor a failure: \"" + line + "\"");
        }
        return new Sample(Map.of(Metric.WALL, Double.valueOf(words[1]), Metric.CPU, Double.valueOf(words[3])), null);
    }

    /** The same with one value more. */
    Sample with(Metric metric, double value) {
        var more = new EnumMap<Metric, Double>(Metric.class);
        more.putAll(values);
        more.put(metric, value);
        return new Sample(more, failure);
    }
}
