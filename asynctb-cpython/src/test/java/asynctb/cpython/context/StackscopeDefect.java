package asynctb.cpython.context;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stackscope is known to tell wrongly of contexts. That it is the one that errs, the stepped programs prove: their
 * managers wrote down themselves what they are.
 */
enum StackscopeDefect {
    /** Targets that it does not understand (an index of several parts, slices, {@code :=}, calls since 3.11): it says none. */
    TARGET {
        @Override
        boolean explains(String ours, String theirs) {
            return !ours.contains(" exiting ")
                    && sameButForTarget(ours, theirs)
                    && (target(theirs).equals("-") || target(theirs).contains("None"));
        }
    },
    /** While a context is left it looks for no variable that holds the manager, and targets are not understood as above. */
    TARGET_OF_EXITING {
        @Override
        boolean explains(String ours, String theirs) {
            return ours.contains(" exiting ")
                    && sameButForTarget(ours, theirs)
                    && (target(theirs).equals("-") || target(theirs).contains("None"));
        }
    },
    /** Some contexts that are left now are missing. */
    EXIT {
        @Override
        boolean explains(String ours, String theirs) {
            return false;
        }

        @Override
        boolean explainsMissing(String ours) {
            return ours.contains(" exiting ");
        }
    },
    /** Where it gives a frame up, as in a function of thousands of instructions that is leaving a block, it knows no lines and no targets. */
    FALLBACK {
        @Override
        boolean explains(String ours, String theirs) {
            return theirs.endsWith(" as - line 0")
                    && ours.startsWith(theirs.substring(0, theirs.indexOf(" as - ")) + " as ");
        }
    },
    /** Of a callback that an exit stack keeps it shows the function that the stack has put around it. */
    CALLBACK {
        @Override
        boolean explains(String ours, String theirs) {
            String name = " as \\S+\\[[0-9]+] line ";
            return ours.matches(".*" + name + ".*")
                    && ours.replaceFirst("0x[0-9a-f]+", "").equals(theirs.replaceFirst("0x[0-9a-f]+", ""));
        }
    };

    /** Whether a line of ours and a line of theirs are of the same context. */
    abstract boolean explains(String ours, String theirs);

    /** Whether a line of ours may be missing. */
    boolean explainsMissing(String ours) {
        return false;
    }

    private static boolean sameButForTarget(String ours, String theirs) {
        return ours.replaceFirst(" as .* line ", " line ").equals(theirs.replaceFirst(" as .* line ", " line "));
    }

    private static String target(String line) {
        return line.replaceFirst(".* as (.*) line .*", "$1");
    }

    /** What came of a comparison: the defects that explain the lines that differ, and those that nothing explains. */
    record Comparison(Set<StackscopeDefect> defects, List<String> unexplained) {}

    static Comparison compare(List<String> ours, List<String> theirs) {
        Set<StackscopeDefect> defects = EnumSet.noneOf(StackscopeDefect.class);
        var unexplained = new ArrayList<String>();
        int at = 0;
        int missingFrom = Integer.MAX_VALUE;
        for (String line : ours) {
            String other = at < theirs.size() ? theirs.get(at) : "";
            if (margin(line) > missingFrom) {
                // What a context keeps is missing with it.
                continue;
            }
            missingFrom = Integer.MAX_VALUE;
            if (line.equals(other)) {
                at++;
                continue;
            }
            StackscopeDefect defect = explain(line, other);
            if (defect == null) {
                unexplained.add("ours   " + line);
            } else if (defect.explainsMissing(line)) {
                missingFrom = margin(line);
                defects.add(defect);
            } else {
                at++;
                defects.add(defect);
            }
        }
        theirs.subList(at, theirs.size()).forEach(line -> unexplained.add("theirs " + line));
        return new Comparison(defects, unexplained);
    }

    private static @Nullable StackscopeDefect explain(String ours, String theirs) {
        for (StackscopeDefect defect : values()) {
            if (defect.explains(ours, theirs)) {
                return defect;
            }
        }
        for (StackscopeDefect defect : values()) {
            if (defect.explainsMissing(ours)) {
                return defect;
            }
        }
        return null;
    }

    private static int margin(String line) {
        return line.length() - line.stripLeading().length();
    }
}
