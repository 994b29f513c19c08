package asynctb.bench;

import java.util.List;

/**
 * Several values in three numbers.
 *
 * @param low a quarter of them is at most this
 * @param median half of them is at most this
 * @param high three quarters of them are at most this
 */
record Spread(double low, double median, double high) {
    /**
     * Between two values the number wanted is taken in proportion.
     *
     * @throws IllegalArgumentException if there is no value
     */
    static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Spread(quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75));
    }

    private static double quantile(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
