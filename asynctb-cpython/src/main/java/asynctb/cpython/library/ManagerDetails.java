package asynctb.cpython.library;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a context manager beyond what the frame tells.
 *
 * @param call the call that has made it, in words; null if that is not known
 * @param description its state, for people; null if there is nothing to say
 * @param inner the address of the generator that it is made of; 0 if it is none
 * @param entries what it will leave when it is left itself, in the order of their coming
 */
public record ManagerDetails(
        @Nullable String call, @Nullable String description, long inner, List<Entry> entries) {
    /** Nothing is known. */
    public static final ManagerDetails NONE = new ManagerDetails(null, null, 0, List.of());

    /**
     * Something that an exit stack will leave or call.
     *
     * @param object the address of the manager, or of what is called if that is none
     * @param isManager whether it is a manager
     * @param isAsync whether it is awaited
     * @param method the method of the stack that has put it there: {@code enter_context}
     * @param argument that method's arguments, in words
     */
    public record Entry(long object, boolean isManager, boolean isAsync, String method, String argument) {}

    public ManagerDetails {
        entries = List.copyOf(entries);
    }

    static ManagerDetails described(@Nullable String description) {
        return new ManagerDetails(null, description, 0, List.of());
    }
}
