package asynctb.bench;

import java.util.List;
import java.util.function.Function;

/**
 * A target and what looks at it.
 *
 * @param name on the command line
 * @param title what the target is, for people
 * @param program the target's program, a file of the workshop, and its arguments
 * @param needsLibraries whether it imports some of {@link Toolbox#libraries}
 * @param tools what looks at it, in the order of the table
 * @param aims what is to be reached here
 */
record Scenario(
        String name,
        String title,
        List<String> program,
        boolean needsLibraries,
        Function<Toolbox, List<Tool>> tools,
        List<Aim> aims) {}
