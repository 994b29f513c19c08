package asynctb.cpython.frame;

import asynctb.cpython.object.PyCode;
import org.jspecify.annotations.Nullable;

/**
 * A frame as it stood when it was read.
 *
 * @param address of the interpreter's own frame; before 3.11 of the frame object
 * @param code null for a frame that only marks the border to C code
 * @param lasti the offset of the current instruction in the byte code, in bytes; negative before the first
 * @param line the line that a debugger has set; 0 if the code's table is to be asked
 * @param previous the address of the caller's frame; 0 if there is none
 * @param slots where the variables stand, one word each
 * @param stackTop the address behind the last word of the value stack; 0 while the frame runs, as it is not kept then
 * @param names the address of the dictionary of a class body's or module's variables; 0 if there is none
 * @param globals the address of the module's names
 * @param inGenerator whether a generator, coroutine or async generator owns it
 * @param starting whether it is still being prepared, so that Python itself would not show it
 */
public record PyFrame(
        long address,
        @Nullable PyCode code,
        int lasti,
        int line,
        long previous,
        long slots,
        long stackTop,
        long names,
        long globals,
        boolean inGenerator,
        boolean starting) {
    /** Where the value stack begins: behind the variables. A frame of C code has none. */
    public long stackBottom() {
        return code == null ? slots : slots + (long) code.variables().size() * Long.BYTES;
    }
}
