package asynctb.model;

import org.jspecify.annotations.Nullable;

/**
 * An object that a search has found.
 *
 * @param info the object itself
 * @param kind what a traceback of it would be one of
 * @param name of the function that a coroutine or generator runs, or of a task or greenlet; null if it has none
 * @param state what it is doing; unknown for most objects
 * @param stateText the same in the library's or the runtime's own words; null if it has none
 * @param place where in its code it is; null if it has none or is nowhere
 * @param holder who awaits it or runs it; null if nobody does, or that is not known
 */
public record FoundObject(
        ObjectInfo info,
        Stack.Kind kind,
        @Nullable String name,
        Stack.State state,
        @Nullable String stateText,
        @Nullable Place place,
        @Nullable Holder holder) {
    /**
     * A place in code.
     *
     * @param function the fullest name of the function that is known
     * @param file as the code names it
     * @param line 0 if it is not known
     */
    public record Place(String function, String file, int line) {}

    /**
     * Who holds an object.
     *
     * @param kind a thread that runs it; a task, coroutine or generator that awaits it
     * @param name null if it has none
     * @param address where it stands; 0 if it is no object
     */
    public record Holder(Stack.Kind kind, @Nullable String name, long address) {}

    /** This one, held by somebody. */
    public FoundObject heldBy(@Nullable Holder other) {
        return new FoundObject(info, kind, name, state, stateText, place, other);
    }
}
