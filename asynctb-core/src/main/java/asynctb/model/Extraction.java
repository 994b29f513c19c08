package asynctb.model;

import java.util.List;

/**
 * The outcome of one look at one target.
 *
 * @param target what was looked at
 * @param stacks what the selectors named, in their order; a selector may name several or none
 * @param tasks the roots of the trees of tasks: each live task is in them as one stack, and wherever else it belongs as a
 *     {@link Reference}; empty if they were not asked for
 * @param ruleFiles the files of rules that packages of the target have brought along and that were used, by their paths there
 * @param problems of the target as a whole; those of a stack stand in that stack, and only there
 */
public record Extraction(
        TargetInfo target, List<Stack> stacks, List<Stack> tasks, List<String> ruleFiles, List<Problem> problems) {
    public Extraction {
        stacks = List.copyOf(stacks);
        tasks = List.copyOf(tasks);
        ruleFiles = List.copyOf(ruleFiles);
        problems = List.copyOf(problems);
    }

    /** An outcome without tasks. */
    public Extraction(TargetInfo target, List<Stack> stacks, List<Problem> problems) {
        this(target, stacks, List.of(), problems);
    }

    /** An outcome to which no package of the target has brought rules. */
    public Extraction(TargetInfo target, List<Stack> stacks, List<Stack> tasks, List<Problem> problems) {
        this(target, stacks, tasks, List.of(), problems);
    }
}
