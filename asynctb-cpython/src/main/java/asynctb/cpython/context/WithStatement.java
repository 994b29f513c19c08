package asynctb.cpython.context;

import org.jspecify.annotations.Nullable;

/**
 * One item of a {@code with} statement, as the byte code has it.
 *
 * @param entry the offset of the instruction that calls {@code __enter__} or {@code __aenter__}
 * @param handler the offset of the code that an exception in the body leads to; it tells the statement from others
 * @param depth how many words of the value stack there are while the body runs, the exit's own included; 0 where only the
 *     frame tells (before 3.11)
 * @param isAsync whether it is {@code async with}
 * @param target the text behind {@code as}; null if there is none or it cannot be told
 * @param line of the item; 0 if it has none
 */
record WithStatement(
        int entry,
        int handler,
        int depth,
        boolean isAsync,
        @Nullable String target,
        int line) {}
