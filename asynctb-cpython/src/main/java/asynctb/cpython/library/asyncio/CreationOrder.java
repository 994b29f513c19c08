package asynctb.cpython.library.asyncio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The order in which tasks were made, guessed from their names: asyncio numbers those without a name of their own, and
 * most programs number their own names.
 */
final class CreationOrder {
    private static final int DIGITS = 18;

    private CreationOrder() {}

    /** Those numbered by asyncio first, then by name, numbers in names as numbers; then by place in memory. */
    static List<AsyncioTask> byName(List<AsyncioTask> tasks) {
        var keyed = new Keyed[tasks.size()];
        for (int i = 0; i < keyed.length; i++) {
            keyed[i] = new Keyed(key(tasks.get(i)), tasks.get(i));
        }
        Arrays.sort(keyed);
        var sorted = new ArrayList<AsyncioTask>(keyed.length);
        for (Keyed each : keyed) {
            sorted.add(each.task);
        }
        return sorted;
    }

    private record Keyed(String key, AsyncioTask task) implements Comparable<Keyed> {
        @Override
        public int compareTo(Keyed other) {
            int order = key.compareTo(other.key);
            return order != 0 ? order : Long.compareUnsigned(task.address(), other.task.address());
        }
    }

    /** What sorts as text like the name: each number is filled up with zeros. */
    private static String key(AsyncioTask task) {
        String name = task.name();
        if (name == null) {
            return "";
        }
        var key = new StringBuilder(name.startsWith("Task-") ? "0" : "1");
        int at = 0;
        while (at < name.length()) {
            int end = at;
            while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
                end++;
            }
            if (end == at) {
                key.append(name.charAt(at++));
            } else {
                key.append("0".repeat(Math.max(0, DIGITS - (end - at)))).append(name, at, end);
                at = end;
            }
        }
        return key.toString();
    }
}
