package asynctb.cpython.context;

import org.jspecify.annotations.Nullable;

/**
 * A context manager that is active in a frame.
 *
 * @param manager its address; 0 if it is not known
 * @param exit the address of what is called to leave it; 0 if that is not known
 * @param phase how far its block is
 * @param isAsync whether it is of {@code async with}
 * @param target the text behind {@code as}; null if there is none or it cannot be told
 * @param line of its item in the statement; 0 if not known
 * @param fault why the manager is not known, where it could not be read; null otherwise
 */
public record ActiveContext(
        long manager,
        long exit,
        Phase phase,
        boolean isAsync,
        @Nullable String target,
        int line,
        @Nullable String fault) {}
