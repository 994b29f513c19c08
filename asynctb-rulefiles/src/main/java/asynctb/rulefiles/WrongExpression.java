package asynctb.rulefiles;

/** An expression is not of the language. The message does not quote it. */
final class WrongExpression extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Says why and where.
     *
     * @param at the place of the character, counted from 1
     */
    WrongExpression(String message, int at) {
        super(message + ", at character " + at + " of the expression");
    }
}
