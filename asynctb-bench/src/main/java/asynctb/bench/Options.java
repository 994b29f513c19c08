package asynctb.bench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param scenarios the names of those that are wanted; empty for all
 * @param runs how often each tool runs, the first time not counted
 * @param python the minor version of the targets; null for the newest that is here and released
 * @param peers the folder of the tools to compare with
 * @param list only list the scenarios
 */
record Options(List<String> scenarios, int runs, @Nullable String python, Path peers, boolean list) {
    static final String USAGE = """
            usage: tools/bench.sh [--scenario NAME...] [--runs N] [--python VERSION] [--peers FOLDER] [--list]

              --scenario NAME...   only these; --list names all
              --runs N             how often each tool runs, by turns; the first time does not count (15)
              --python VERSION     what the targets run in: 3.11 (default: 3.14, or else the newest that is here)
              --peers FOLDER       where the tools to compare with are (default: where tools/peers.sh puts them)
            """;

    private static final int RUNS = 15;

    /**
     * Reads a command line.
     *
     * @param peers the folder of the peers if none is named
     * @throws IllegalArgumentException if it is wrong; the message says why
     */
    static Options parse(List<String> arguments, Path peers) {
        var options = new Options(List.of(), RUNS, null, peers, false);
        Deque<String> words = new ArrayDeque<>(arguments);
        while (!words.isEmpty()) {
            String word = words.remove();
            options = switch (word) {
                case "--scenario" -> options.withScenarios(names(words));
                case "--runs" -> options.withRuns(number(value(word, words)));
                case "--python" -> options.withPython(value(word, words));
                case "--peers" -> options.withPeers(Path.of(value(word, words)));
                case "--list" -> options.withList();
                default -> throw new IllegalArgumentException("There is no option " + word + ".");
            };
        }
        return options;
    }

    private static List<String> names(Deque<String> words) {
        var names = new ArrayList<String>();
        names.add(value("--scenario", words));
        while (!words.isEmpty() && !words.getFirst().startsWith("--")) {
            names.add(words.remove());
        }
        return names;
    }

    private static String value(String option, Deque<String> words) {
        if (words.isEmpty() || words.getFirst().startsWith("--")) {
            throw new IllegalArgumentException(option + " needs a value.");
        }
        return words.remove();
    }

    private static int number(String word) {
        if (!word.matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException("--runs needs a number from 1 to 9999, not " + word + ".");
        }
        return Integer.parseInt(word);
    }

    private Options withScenarios(List<String> names) {
        var all = new ArrayList<>(scenarios);
        all.addAll(names);
        return new Options(List.copyOf(all), runs, python, peers, list);
    }

    private Options withRuns(int number) {
        return new Options(scenarios, number, python, peers, list);
    }

    private Options withPython(String minor) {
        return new Options(scenarios, runs, minor, peers, list);
    }

    private Options withPeers(Path folder) {
        return new Options(scenarios, runs, python, folder, list);
    }

    private Options withList() {
        return new Options(scenarios, runs, python, peers, true);
    }
}
