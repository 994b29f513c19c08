package asynctb.rulefiles;

import asynctb.rules.Rules;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code >=1.2, <3}. */
final class VersionRange {
    private static final String NUMBER = "[0-9][0-9A-Za-z.]{0,40}";
    private static final Pattern RANGE = Pattern.compile("(?:>= ?(" + NUMBER + "))?(?:, ?)?(?:< ?(" + NUMBER + "))?");

    private VersionRange() {}

    /** Puts bounds to rules; false if the text is no range. */
    static boolean apply(String text, Rules.Builder rules) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches() || range.group(1) == null && range.group(2) == null) {
            return false;
        }
        if (range.group(1) != null) {
            rules.since(range.group(1));
        }
        if (range.group(2) != null) {
            rules.before(range.group(2));
        }
        return true;
    }
}
