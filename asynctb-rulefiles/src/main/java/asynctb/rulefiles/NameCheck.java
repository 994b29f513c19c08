package asynctb.rulefiles;

import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.TaskRule;
import asynctb.rules.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks in a target for the functions and classes that the rules of a file are about. It does so as rules do, when a target
 * that is looked at with its {@link #rules()} is asked for its tasks.
 */
public final class NameCheck {
    private static final String LOCALS = "<locals>";

    private final RuleFile file;
    private final Set<RuleName> missing = new LinkedHashSet<>();

    /** For the rules of a file. */
    public NameCheck(RuleFile file) {
        this.file = file;
    }

    /** Rules that find nothing, and look for the names meanwhile. */
    public Rules rules() {
        return Rules.of(file.rules().library()).tasks(this::look).build();
    }

    /**
     * The names that the target did not have. A class may be there under another name than that of the attribute that holds
     * it; then its rules apply all the same.
     */
    public List<RuleName> missing() {
        return List.copyOf(missing);
    }

    private TaskRule.Found look(Scene scene) {
        missing.clear();
        for (RuleName name : file.names()) {
            boolean exists = name.module() == null
                    ? isType(name.name(), scene)
                    : leads(scene.module(name.module()), List.of(name.name().split("\\.")));
            if (!exists) {
                missing.add(name);
            }
        }
        return TaskRule.Found.NONE;
    }

    /** As a class's name does not tell where its module's name ends, the longest module that is loaded counts. */
    private static boolean isType(String name, Scene scene) {
        var path = new ArrayList<>(List.of(name.split("\\.")));
        var rest = new ArrayList<String>();
        while (path.size() > 1) {
            rest.addFirst(path.removeLast());
            Value module = scene.module(String.join(".", path));
            if (module.exists()) {
                return leads(module, rest);
            }
        }
        return leads(scene.module("builtins"), List.of(name));
    }

    /** Whether attributes lead to something; what is defined within a function is taken on trust. */
    private static boolean leads(Value from, List<String> path) {
        Value at = from;
        for (String name : path) {
            if (name.equals(LOCALS)) {
                return at.exists();
            }
            at = at.attribute(name);
        }
        return at.exists();
    }
}
