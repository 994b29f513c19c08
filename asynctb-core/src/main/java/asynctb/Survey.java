package asynctb;

import asynctb.model.FoundObject;
import asynctb.model.Problem;
import java.util.List;
import java.util.Map;

/**
 * What a search has found in one picture.
 *
 * @param counts how many of each type there are
 * @param objects the first of them
 * @param ruleFiles the files of rules that packages of the target have brought along, as far as they are used
 * @param problems why some may be missing
 */
record Survey(Map<String, Long> counts, List<FoundObject> objects, List<String> ruleFiles, List<Problem> problems)
        implements Sight {
    /** Nothing. */
    static final Survey NOTHING = new Survey(Map.of(), List.of(), List.of(), List.of());

    @Override
    public boolean isTorn() {
        return problems.stream().anyMatch(problem -> problem.kind() == Problem.Kind.UNREADABLE);
    }

    @Override
    public boolean isImpossible() {
        return isTorn();
    }
}
