package asynctb.cpython.library.greenlet;

import asynctb.cpython.thread.PyThread;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A greenlet as it stood.
 *
 * @param address of the object
 * @param state what it is doing
 * @param top the address of the frame object of its innermost frame; 0 if it is not suspended or calls no Python code
 * @param parent the address of the greenlet that goes on when it ends; 0 if it has none
 * @param isMain whether it is what its thread ran before it ran any greenlet
 * @param thread whose it is; null if that has ended or is not known
 */
public record Greenlet(
        long address,
        State state,
        long top,
        long parent,
        boolean isMain,
        @Nullable PyThread thread) {
    /** What a greenlet is doing. */
    public enum State {
        /** Not started. */
        PENDING,
        /** Has switched to another one. */
        SUSPENDED,
        /** The one that its thread runs. */
        CURRENT,
        /** Has ended. */
        DEAD;

        /** The word for it that the library itself uses. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
