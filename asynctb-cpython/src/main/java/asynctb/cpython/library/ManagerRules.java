package asynctb.cpython.library;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is known of the context managers of the standard library, by the names of their classes. */
public final class ManagerRules {
    private ManagerRules() {}

    /** All of them. */
    public static Map<String, ManagerRule> all() {
        var rules = new LinkedHashMap<String, ManagerRule>();
        ContextlibRules.addTo(rules);
        LockRules.addTo(rules);
        ResourceRules.addTo(rules);
        return rules;
    }
}
