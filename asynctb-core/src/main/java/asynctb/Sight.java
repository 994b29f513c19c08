package asynctb;

import asynctb.model.Problem;
import java.util.List;

/** What was seen in one picture. */
interface Sight {
    /** What is to be said of it as a whole. */
    List<Problem> problems();

    /** Whether the runtime itself says that it is of no moment between two steps, or does not hold together as a whole. */
    boolean isTorn();

    /** Whether it holds what cannot be in a program, at least not between two of its steps. */
    boolean isImpossible();
}
