package asynctb.rulefiles;

import asynctb.rules.Scene;

/** How much one evaluation may still read, and all those of a file in one look. */
final class Budget {
    private final Allowance allowance;
    private final Budget whole;
    private int left;

    private Budget(Allowance allowance) {
        this.allowance = allowance;
        this.whole = this;
        this.left = allowance.readsOfAll();
    }

    private Budget(Budget whole) {
        this.allowance = whole.allowance;
        this.whole = whole;
        this.left = allowance.readsOfOne();
    }

    /** For one evaluation. */
    static Budget of(Allowance allowance, Scene scene) {
        return new Budget(scene.once(allowance.key(), () -> new Budget(allowance)));
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
            throw new RuleFailure("it would read more than " + allowance.readsOfOne() + " things");
        }
        if (whole.left < 0) {
            throw new RuleFailure("the rules of this file would read more than " + allowance.readsOfAll() + " things");
        }
    }
}
