package asynctb.rulefiles;

import org.jspecify.annotations.Nullable;

/**
 * What became of one rule of a file.
 *
 * @param line where the rule begins
 * @param kind what it is about: {@code frame}, {@code unwrap}, {@code context}, {@code task}
 * @param name of the function or class, or of the first of them
 * @param matched how many frames, objects or tasks it was asked about
 * @param acted for how many of them it had something to say
 * @param failed for how many of them it failed
 * @param failure why it failed last, with where it stands; null if it has not
 */
public record RuleUse(
        int line,
        String kind,
        String name,
        int matched,
        int acted,
        int failed,
        @Nullable String failure) {}
