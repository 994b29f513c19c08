package asynctb.rulefiles;

import org.jspecify.annotations.Nullable;

/**
 * A function or class that a rule of a file is about.
 *
 * @param line where the rule begins
 * @param module that defines the function; null if it is a class
 * @param name of the function in its module, or the class's with its module in front
 */
public record RuleName(int line, @Nullable String module, String name) {
    @Override
    public String toString() {
        return module == null ? name : module + "." + name;
    }
}
