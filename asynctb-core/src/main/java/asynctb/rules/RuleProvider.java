package asynctb.rules;

import java.util.List;

/** Brings rules along; found by {@link java.util.ServiceLoader}. */
public interface RuleProvider {
    /** Its rules, a set for each library. */
    List<Rules> rules();
}
