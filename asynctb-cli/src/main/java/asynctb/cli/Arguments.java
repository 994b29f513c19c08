package asynctb.cli;

import asynctb.ExtractOptions;
import asynctb.render.Format;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command line, taken apart. Options may stand anywhere, as {@code --option value} or {@code --option=value};
 * {@code --} ends them; of an option that stands twice the last counts.
 */
final class Arguments {
    /** In the contract, but not in this build. */
    private static final Set<String> NOT_YET = Set.of("--children", "--exe", "--sysroot", "--full", "--redact");

    /** What is no option, in order. */
    final List<String> words = new ArrayList<>();

    /** Of further rules, in order. */
    final List<Path> ruleFiles = new ArrayList<>();

    /** Of what is looked for, in order. */
    final List<String> types = new ArrayList<>();

    Format format = Format.TEXT;
    boolean isFormatGiven;

    @Nullable
    String output;

    @Nullable
    String filter;

    String color = "auto";
    int limit;
    /** In milliseconds; 0 if it is not given. */
    int maxPause;

    boolean noPause;
    boolean innermostFirst;
    boolean showHidden;
    boolean locals;
    boolean contexts = true;
    boolean rules = true;
    boolean targetRules = true;
    boolean strict;
    boolean ascii;
    boolean noTasks;
    boolean noGroup;
    boolean suspended;
    boolean version;
    boolean help;

    private final String[] all;
    private int next;

    /**
     * Takes a command line apart.
     *
     * @throws UsageException if it is wrong
     */
    Arguments(String[] all) {
        this.all = all;
        while (next < all.length) {
            String word = all[next++];
            if (word.equals("--")) {
                words.addAll(List.of(all).subList(next, all.length));
                next = all.length;
            } else if (word.length() > 1 && word.startsWith("-")) {
                option(word);
            } else {
                words.add(word);
            }
        }
    }

    private void option(String word) {
        int sign = word.indexOf('=');
        String name = sign < 0 ? word : word.substring(0, sign);
        String value = sign < 0 ? null : word.substring(sign + 1);
        if (!takesValue(name)) {
            flag(name);
            if (value != null) {
                throw new UsageException("The option " + name + " takes no value.");
            }
            return;
        }
        if (value == null) {
            if (next == all.length) {
                throw new UsageException("The option " + name + " needs a value.");
            }
            value = all[next++];
        }
        set(name, value);
    }

    private static boolean takesValue(String name) {
        return switch (name) {
            case "--format", "-o", "--limit", "--filter", "--color", "--max-pause", "--rules", "--type" -> true;
            default -> false;
        };
    }

    private void flag(String name) {
        switch (name) {
            case "--innermost-first" -> innermostFirst = true;
            case "--show-hidden" -> showHidden = true;
            case "--locals" -> locals = true;
            case "--strict" -> strict = true;
            case "--ascii" -> ascii = true;
            case "--no-tasks" -> noTasks = true;
            case "--no-group" -> noGroup = true;
            case "--version" -> version = true;
            case "--help", "-h" -> help = true;
            case "--no-pause" -> noPause = true;
            case "--suspended" -> suspended = true;
            case "--no-contexts" -> contexts = false;
            case "--no-rules" -> rules = false;
            case "--no-target-rules" -> targetRules = false;
            default ->
                throw new UsageException(
                        NOT_YET.contains(name)
                                ? "The option " + name + " does not work in this build yet."
                                : "There is no option " + name + "; asynctb --help lists them.");
        }
    }

    private void set(String name, String value) {
        switch (name) {
            case "--format" -> format = format(value);
            case "-o" -> output = notEmpty(name, value);
            case "--filter" -> filter = notEmpty(name, value);
            case "--rules" -> ruleFiles.add(file(notEmpty(name, value)));
            case "--type" -> types.add(notEmpty(name, value));
            case "--limit" -> limit = number("A limit is a number", value);
            case "--max-pause" -> maxPause = number("A pause is a number of milliseconds", value);
            default -> color = color(value);
        }
    }

    /** What is to be read, and how. */
    ExtractOptions extractOptions() {
        ExtractOptions options = ExtractOptions.defaults()
                .withLocals(locals)
                .withContexts(contexts)
                .withRules(rules)
                .withSuppliedRules(targetRules)
                .withPause(!noPause);
        return maxPause == 0 ? options : options.withMaxPause(Duration.ofMillis(maxPause));
    }

    private Format format(String value) {
        Format named = Format.ofId(value);
        if (named == null) {
            throw new UsageException(
                    value.equals("html")
                            ? "The format html does not work in this build yet."
                            : "There is no format " + value + "; there are text, flat and json.");
        }
        isFormatGiven = true;
        return named;
    }

    private static String notEmpty(String name, String value) {
        if (value.isEmpty()) {
            throw new UsageException("The value of " + name + " is empty.");
        }
        return value;
    }

    private static Path file(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UsageException(
                    "The name " + name + " cannot be expressed in this locale; LC_ALL=C.UTF-8 allows it.");
        }
    }

    private static int number(String what, String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException(what + " from 1 up, not " + value + ".");
    }

    private static String color(String value) {
        return switch (value) {
            case "auto", "always", "never" -> value;
            default -> throw new UsageException("Colours are auto, always or never, not " + value + ".");
        };
    }
}
