package asynctb.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The outcome of a search for objects of a target.
 *
 * @param target what was searched
 * @param counts how many objects of each type there are, by its name, in the order of the first of each
 * @param objects the objects, about in the order of their creation; where there are very many only the first of them
 * @param ruleFiles the files of rules that packages of the target have brought along and that were used, by their paths there
 * @param problems why some may be missing, or are not there any more
 */
public record Findings(
        TargetInfo target,
        Map<String, Long> counts,
        List<FoundObject> objects,
        List<String> ruleFiles,
        List<Problem> problems) {
    public Findings {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        objects = List.copyOf(objects);
        ruleFiles = List.copyOf(ruleFiles);
        problems = List.copyOf(problems);
    }
}
