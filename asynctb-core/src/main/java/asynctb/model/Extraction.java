package asynctb.model;

import java.util.List;

/**
 * The outcome of one look at one target.
 *
 * @param target what was looked at
 * @param stacks what the selectors named, in their order; a selector may name several or none
 * @param problems of the target as a whole; those of a stack stand in that stack, and only there
 */
public record Extraction(TargetInfo target, List<Stack> stacks, List<Problem> problems) {
    public Extraction {
        stacks = List.copyOf(stacks);
        problems = List.copyOf(problems);
    }
}
