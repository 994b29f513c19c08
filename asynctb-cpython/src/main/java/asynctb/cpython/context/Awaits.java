package asynctb.cpython.context;

import asynctb.cpython.code.Instruction;
import asynctb.cpython.code.Instructions;
import org.jspecify.annotations.Nullable;

/** Recognises the instructions of an {@code await}. */
final class Awaits {
    // What CONSTANT_NONE is in Lib/opcode.py's _common_constants of 3.15.
    private static final int COMMON_NONE = 7;

    private Awaits() {}

    /**
     * The GET_AWAITABLE of the {@code await} that a frame stands in: calling {@code __await__}, driving what that gave, or
     * suspended in it.
     *
     * @return null if the frame stands in none
     */
    static @Nullable Instruction awaitAt(Instructions instructions, Instruction at) {
        Instruction i = at;
        if (i.is("GET_AWAITABLE")) {
            return i;
        }
        // Suspended since 3.13, before a RESUME; in 3.11 and 3.12 at the YIELD_VALUE before it.
        if (i.is("RESUME")) {
            i = instructions.before(i);
        }
        if (i != null && i.is("YIELD_VALUE")) {
            i = instructions.before(i);
        }
        // Suspended up to 3.10: one before the instruction that is to be tried again.
        if (i != null && i.is("LOAD_CONST")) {
            i = instructions.after(i);
        }
        if (i == null || !i.is("SEND", "YIELD_FROM")) {
            return null;
        }
        i = instructions.before(i);
        if (i == null || !isNone(i)) {
            return null;
        }
        i = instructions.before(i);
        if (i != null && i.is("PUSH_NULL")) {
            i = instructions.before(i);
        }
        return i != null && i.is("GET_AWAITABLE") ? i : null;
    }

    /** Where the {@code await} of a GET_AWAITABLE ends: the first instruction behind it; null if it is none. */
    static @Nullable Instruction endOf(Instructions instructions, Instruction awaitable) {
        Instruction i = instructions.after(awaitable);
        while (i != null && (isNone(i) || i.is("PUSH_NULL"))) {
            i = instructions.after(i);
        }
        if (i != null && i.is("YIELD_FROM")) {
            return instructions.after(i);
        }
        Instruction end = i != null && i.is("SEND") ? instructions.at(i.target()) : null;
        return end != null && end.is("END_SEND") ? instructions.after(end) : end;
    }

    /** Whether it can be what loads None: which constant LOAD_CONST loads is not looked up. */
    static boolean isNone(Instruction i) {
        return i.is("LOAD_CONST") || i.is("LOAD_COMMON_CONSTANT", COMMON_NONE);
    }
}
