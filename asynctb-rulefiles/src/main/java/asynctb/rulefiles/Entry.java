package asynctb.rulefiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A table of a file. Keys are asked for one by one, with what they must hold; what is wrong becomes an error, and is then as
 * if it was not there. The keys that nobody has asked for are wrong too.
 */
final class Entry {
    /** The names of modules, classes and functions, with what Python puts between: {@code pkg.Class.<locals>.f}. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_<>]+(\\.[\\p{L}\\p{N}_<>]+)*");

    private static final int MAX_NAMES = 1_000;
    /** Of a longer one the matcher, which nests as deep as a name has parts, might exceed the stack. */
    private static final int MAX_NAME = 1_000;

    private final TomlTable table;
    private final int line;
    private final Errors errors;
    private final Set<String> known = new TreeSet<>();

    Entry(TomlTable table, int line, Errors errors) {
        this.table = table;
        this.line = line;
        this.errors = errors;
    }

    /** Where it begins. */
    int line() {
        return line;
    }

    Errors errors() {
        return errors;
    }

    /** What is wrong with it as a whole. */
    void wrong(String message) {
        errors.add(line, message);
    }

    /** What is wrong with what a key holds. */
    void wrong(String key, String message) {
        errors.add(lineOf(key), message);
    }

    private int lineOf(String key) {
        TomlPosition position = table.inputPositionOf(List.of(key));
        return position == null ? line : position.line();
    }

    boolean has(String key) {
        known.add(key);
        return table.contains(List.of(key));
    }

    private @Nullable Object get(String key) {
        known.add(key);
        return table.get(List.of(key));
    }

    @Nullable
    String text(String key) {
        Object value = get(key);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        wrong(key, key + " is a text in quotes");
        return null;
    }

    boolean flag(String key) {
        Object value = get(key);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        wrong(key, key + " is true or false, without quotes");
        return false;
    }

    /** A name that must be there; an empty text if it is not, which has been said then. */
    String name(String key) {
        if (!has(key)) {
            wrong("it needs " + key + ", a name: " + key + " = \"\u2026\"");
            return "";
        }
        return checked(key, text(key));
    }

    /** One name, or a list of them under a key of its own; at least one, or it has been said. */
    List<String> names(String one, String several) {
        if (has(one) == has(several)) {
            wrong("it needs either " + one + " or " + several);
            return List.of();
        }
        if (has(one)) {
            return List.of(name(one));
        }
        var names = new ArrayList<String>();
        if (get(several) instanceof TomlArray array && !array.isEmpty() && array.size() <= MAX_NAMES) {
            for (int i = 0; i < array.size(); i++) {
                names.add(checked(several, array.get(i)));
            }
        } else {
            wrong(several, several + " is a list of names in quotes, not more than " + MAX_NAMES);
        }
        return names;
    }

    private String checked(String key, @Nullable Object value) {
        if (value instanceof String text
                && text.length() <= MAX_NAME
                && NAME.matcher(text).matches()) {
            return text;
        }
        wrong(
                key,
                key
                        + " holds names in quotes, as Python writes them and without parentheses: \"pkg.mod\", \"Class.method\"");
        return "";
    }

    /** The tables of an array of such. */
    List<Entry> entries(String key) {
        Object value = get(key);
        var entries = new ArrayList<Entry>();
        if (value instanceof TomlArray array) {
            for (int i = 0; i < array.size(); i++) {
                TomlPosition position = array.inputPositionOf(i);
                int at = position == null ? line : position.line();
                if (array.get(i) instanceof TomlTable inner) {
                    entries.add(new Entry(inner, at, errors));
                } else {
                    errors.add(at, "each " + key + " is a table of its own: [[" + key + "]]");
                }
            }
        } else if (value != null) {
            wrong(key, "each " + key + " is a table of its own: [[" + key + "]]");
        }
        return entries;
    }

    /** An expression; null if there is none, or none that can be read. */
    @Nullable
    Expression expression(String key, ExpressionParser.Scope scope) {
        String source = text(key);
        if (source == null) {
            return null;
        }
        try {
            return ExpressionParser.parse(source, scope);
        } catch (WrongExpression e) {
            wrong(key, key + ": " + e.getMessage());
            return null;
        }
    }

    /** A text with expressions in it; null if there is none, or none that can be read. */
    @Nullable
    Template template(String key, ExpressionParser.Scope scope) {
        String source = text(key);
        if (source == null) {
            return null;
        }
        try {
            return Template.parse(source, scope);
        } catch (WrongExpression e) {
            wrong(key, key + ": " + e.getMessage());
            return null;
        }
    }

    /** Says which keys there are not. */
    void close() {
        for (String key : table.keySet()) {
            if (!known.contains(key)) {
                wrong(key, "there is no such key here; there are " + String.join(", ", known));
            }
        }
    }
}
