package asynctb.rulefiles;

/**
 * How much the rules of a file may read.
 *
 * @param readsOfOne in one evaluation
 * @param readsOfAll in all evaluations of one look that share the key
 * @param key under which they share
 */
record Allowance(int readsOfOne, int readsOfAll, Object key) {
    /** For a file that its user has chosen. */
    static Allowance own() {
        return new Allowance(1_000_000, 5_000_000, new Object());
    }

    /** For all files together that packages of a target bring along, of which there may be any number. */
    static Allowance supplied() {
        return new Allowance(100_000, 1_000_000, Allowance.class);
    }
}
