package asynctb.rulefiles;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The classes of which one kind of rule speaks; each may be spoken of once. */
final class Types {
    private final Set<String> seen = new HashSet<>();

    /** Those that an entry is for; empty if there are none, which has been said then. */
    List<String> read(Entry entry) {
        List<String> types = entry.names("type", "types");
        for (String type : types) {
            if (!seen.add(type) && !type.isEmpty()) {
                entry.wrong("there is another such rule for a class of this one above");
            }
        }
        return types;
    }
}
