package asynctb;

import asynctb.model.Problem;
import asynctb.rules.Rules;
import asynctb.rules.SuppliedFile;
import asynctb.rules.SuppliedFileReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules that packages of a target bring along. Each file is read once for a target. */
final class SuppliedRules {
    /** Those of a look: rules by the paths of their files, and why those of other files are not used. */
    record Found(Map<String, Rules> rules, List<Problem> problems) {
        static final Found NONE = new Found(Map.of(), List.of());
    }

    private final Map<SuppliedFile, Read> known = new HashMap<>();

    private record Read(@Nullable Rules rules, @Nullable Problem problem) {}

    Found read(List<SuppliedFile> files) {
        if (files.isEmpty()) {
            return Found.NONE;
        }
        var rules = new LinkedHashMap<String, Rules>();
        var problems = new ArrayList<Problem>();
        for (SuppliedFile file : files) {
            Read read = known.computeIfAbsent(file, this::read);
            if (read.rules != null) {
                rules.put(file.path(), read.rules);
            }
            if (read.problem != null) {
                problems.add(read.problem);
            }
        }
        return new Found(rules, problems);
    }

    private Read read(SuppliedFile file) {
        if (file.text() == null) {
            return unused(file.path() + " is not used: " + file.obstacle());
        }
        Optional<SuppliedFileReader> reader =
                Providers.of(SuppliedFileReader.class).findFirst();
        if (reader.isEmpty()) {
            return unused(file.path() + " is not used: the module that reads such files is missing");
        }
        try {
            return new Read(reader.get().read(file), null);
        } catch (IllegalArgumentException e) {
            return unused("the rules of the package " + file.owner() + " are not used: " + e.getMessage());
        }
    }

    private static Read unused(String why) {
        return new Read(null, Problem.of(Problem.Kind.RULE_FAILED, why));
    }
}
