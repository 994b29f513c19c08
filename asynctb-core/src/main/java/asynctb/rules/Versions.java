package asynctb.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A range of versions of a library. Only their leading numbers are compared: {@code 1.2rc1} counts as {@code 1.2}.
 *
 * @param since the first; null if there is no bound
 * @param before the first that is not any more; null if there is no bound
 */
public record Versions(@Nullable String since, @Nullable String before) {
    /** Whether it has no bounds. */
    public boolean isUnbounded() {
        return since == null && before == null;
    }

    /** Whether a version lies in the range. One that is not known, which is null, does. */
    public boolean contain(@Nullable String version) {
        if (version == null) {
            return true;
        }
        return (since == null || compare(version, since) >= 0) && (before == null || compare(version, before) < 0);
    }

    private static int compare(String a, String b) {
        List<Long> left = numbers(a);
        List<Long> right = numbers(b);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            int order = Long.compare(i < left.size() ? left.get(i) : 0, i < right.size() ? right.get(i) : 0);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** The numbers that it begins with; of a part such as {@code 2rc1} the first digits, and no part after it. */
    private static List<Long> numbers(String version) {
        var numbers = new ArrayList<Long>();
        for (String part : version.split("\\.", -1)) {
            int digits = 0;
            while (digits < Math.min(part.length(), 9) && Character.isDigit(part.charAt(digits))) {
                digits++;
            }
            if (digits > 0) {
                numbers.add(Long.parseLong(part.substring(0, digits)));
            }
            if (digits < part.length()) {
                break;
            }
        }
        return numbers;
    }
}
