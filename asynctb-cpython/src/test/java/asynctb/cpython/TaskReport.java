package asynctb.cpython;

import asynctb.testkit.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What {@code programs/tasks/situations.py} says of its own tasks.
 *
 * @param live the addresses of those that live
 * @param names of those that have one, by address
 * @param labels the addresses of those that the program speaks of, by what it calls them
 * @param edges from each task that waits to what it waits for
 */
record TaskReport(Set<Long> live, Map<Long, String> names, Map<String, Long> labels, Set<Edge> edges) {
    /**
     * One task waits for another.
     *
     * @param parent the address of the one that waits
     * @param child the address of the other
     */
    record Edge(long parent, long child) {}

    /** The address of the task that the program calls so. */
    long at(String label) {
        return Objects.requireNonNull(labels.get(label), label);
    }

    static TaskReport parse(String text) {
        Map<?, ?> report = (Map<?, ?>) Objects.requireNonNull(Json.parse(text));
        var live = new HashSet<Long>();
        items(report, "tasks").forEach(task -> live.add((Long) task));
        var names = new HashMap<Long, String>();
        members(report, "names").forEach((address, name) -> names.put(Long.valueOf((String) address), (String) name));
        var labels = new HashMap<String, Long>();
        members(report, "labels").forEach((label, address) -> labels.put((String) label, (Long) address));
        var edges = new HashSet<Edge>();
        for (Object edge : items(report, "edges")) {
            List<?> ends = (List<?>) edge;
            edges.add(new Edge((Long) ends.get(0), (Long) ends.get(1)));
        }
        return new TaskReport(live, names, labels, edges);
    }

    private static List<?> items(Map<?, ?> report, String name) {
        return (List<?>) Objects.requireNonNull(report.get(name));
    }

    private static Map<?, ?> members(Map<?, ?> report, String name) {
        return (Map<?, ?>) Objects.requireNonNull(report.get(name));
    }
}
