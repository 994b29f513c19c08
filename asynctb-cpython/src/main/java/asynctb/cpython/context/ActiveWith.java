package asynctb.cpython.context;

/**
 * A {@code with} block that a frame is in.
 *
 * @param statement the statement
 * @param phase how far it is
 * @param holder what tells the manager
 * @param slot the place in the frame's value stack that {@code holder} speaks of, 0 is the bottom; 0 if it speaks of none
 */
record ActiveWith(WithStatement statement, Phase phase, Holder holder, int slot) {
    /** Where the manager is found. */
    enum Holder {
        /** The slot holds the exit, as it was looked up on the manager. */
        EXIT,
        /** The slot holds the manager itself. */
        MANAGER,
        /** The exit is in that slot or the nearest above it. */
        EXIT_FROM_HERE,
        /** The frame holds it no longer; what it calls or awaits does. */
        CALLEE
    }
}
