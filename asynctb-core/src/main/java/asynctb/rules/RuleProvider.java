package asynctb.rules;

import java.util.List;

/** Brings rules along; found by {@link java.util.ServiceLoader}. */
public interface RuleProvider {
    /** Its rules, a set for each library, which are asked in every target. */
    default List<Rules> rules() {
        return List.of();
    }

    /** The libraries that it knows, whose rules are made and asked only in targets that have them loaded. */
    default List<Library> libraries() {
        return List.of();
    }
}
