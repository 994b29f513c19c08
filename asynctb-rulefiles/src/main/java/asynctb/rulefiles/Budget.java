package asynctb.rulefiles;

import asynctb.rules.Scene;

/** How much one evaluation may still read, and all those of a file in one look. */
final class Budget {
    static final int MAX_READS = 1_000_000;
    static final int MAX_READS_OF_ALL = 5_000_000;

    private final Budget whole;
    private int left;

    private Budget(int left) {
        this.whole = this;
        this.left = left;
    }

    private Budget(Budget whole) {
        this.whole = whole;
        this.left = MAX_READS;
    }

    /**
     * For one evaluation.
     *
     * @param file whose evaluations share what a look may cost
     */
    static Budget of(Object file, Scene scene) {
        return new Budget(scene.once(file, () -> new Budget(MAX_READS_OF_ALL)));
    }

    /** How many elements of a container may still be read. */
    int left() {
        return Math.min(left, whole.left);
    }

    /** Pays for reading. */
    void spend(int reads) {
        left -= reads;
        whole.left -= reads;
        if (left < 0) {
            throw new RuleFailure("it would read more than " + MAX_READS + " things");
        }
        if (whole.left < 0) {
            throw new RuleFailure("the rules of this file would read more than " + MAX_READS_OF_ALL + " things");
        }
    }
}
