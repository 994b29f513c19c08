package asynctb.rulefiles;

/** A rule could not be applied. Its text is for people and says where the rule stands. */
@SuppressWarnings("OverrideThrowableToString") // Problems hold the text of what was thrown, and no class of ours.
final class RuleFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    RuleFailure(String message) {
        super(message);
    }

    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
