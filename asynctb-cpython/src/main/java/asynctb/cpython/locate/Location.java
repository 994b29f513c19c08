package asynctb.cpython.locate;

import asynctb.cpython.layout.Behavior;
import asynctb.cpython.layout.Layout;
import asynctb.cpython.layout.OpcodeTable;
import asynctb.cpython.layout.PythonVersion;
import asynctb.model.Problem;
import java.util.List;

/**
 * An interpreter that was found in a process.
 *
 * @param version as the interpreter itself says
 * @param layout where its structures keep their members
 * @param behavior what else differs between versions
 * @param opcodes its instructions
 * @param roots where its state begins
 * @param problems what is to be said of it: an unknown version, for instance
 */
public record Location(
        PythonVersion version,
        Layout layout,
        Behavior behavior,
        OpcodeTable opcodes,
        Roots roots,
        List<Problem> problems) {
    /**
     * Addresses of the interpreter's variables.
     *
     * @param runtime of {@code _PyRuntime}; 0 for 3.6, which has none
     * @param interpreters of the word that holds the first interpreter
     * @param runningThread of the word that holds the thread state that has the GIL; 0 where the layout tells (since 3.7)
     * @param collected of the word that holds where the garbage collector's lists begin; 0 where the layout tells (since 3.7)
     */
    public record Roots(long runtime, long interpreters, long runningThread, long collected) {}
}
