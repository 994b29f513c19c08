package asynctb.rulefiles;

import asynctb.rules.SuppliedFile;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Within which bounds a file may say something.
 *
 * @param supplied the file, if a package of a target has brought it along; null if it may say anything
 */
record Confines(@Nullable SuppliedFile supplied) {
    static final Confines NONE = new Confines(null);

    /** What would leave out, or put others' frames in place of, what is not the package's own. */
    private static final Map<String, List<String>> FORBIDDEN =
            Map.of("frame", List.of("prune", "redirect", "insert"), "context", List.of("hide"));

    static Confines to(SuppliedFile file) {
        return new Confines(file);
    }

    /** Looks at a whole file. */
    void check(Entry top) {
        if (supplied == null) {
            return;
        }
        if (!supplied.owner().equals(top.text("library"))) {
            top.wrong("library", "library is the package that the file lies in");
        }
        if (top.has("lock")) {
            top.wrong("lock", "a file that a package brings along cannot speak of locks");
        }
        for (Entry entry : top.entries("context")) {
            if (entry.has("module") && entry.has("instead")) {
                entry.wrong(
                        "instead", "a file that a package brings along cannot put something in a generator's place");
            }
        }
        FORBIDDEN.forEach((kind, keys) -> {
            for (Entry entry : top.entries(kind)) {
                for (String key : keys) {
                    if (entry.has(key)) {
                        entry.wrong(key, "a file that a package brings along cannot " + key);
                    }
                }
            }
        });
    }

    /** Looks at a name that a rule is about. */
    void check(RuleName name, Errors errors) {
        String full = name.module() == null ? name.name() : name.module();
        if (supplied != null && !supplied.owns(full)) {
            errors.add(name.line(), "a file that a package brings along speaks of this package only");
        }
    }
}
