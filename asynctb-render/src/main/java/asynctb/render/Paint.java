package asynctb.render;

/** Colours that every terminal of sixteen colours has and that can be read on light and dark ground. */
enum Paint {
    /** What a stack is of. */
    TITLE("1"),
    /** What it does now. */
    STATE("1;36"),
    /** The innermost frame. */
    NOW("1;33"),
    /** The program's own frames. */
    OWN("1"),
    /** Where a frame stands. */
    PLACE("36"),
    /** Frames that a rule hides, and remarks of ours. */
    QUIET("2"),
    /** What could not be read or trusted. */
    PROBLEM("1;31"),
    PLAIN("");

    private final String codes;

    Paint(String codes) {
        this.codes = codes;
    }

    String on(String text, boolean color) {
        return !color || codes.isEmpty() || text.isEmpty() ? text : "\u001b[" + codes + "m" + text + "\u001b[0m";
    }
}
