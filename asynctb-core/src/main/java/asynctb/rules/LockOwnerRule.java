package asynctb.rules;

import java.util.OptionalLong;

/** Says who holds a lock, where the lock itself knows. */
@FunctionalInterface
public interface LockOwnerRule {
    /**
     * Who holds it. Asked of locks that somebody waits for.
     *
     * @return the address of the task, or the ident of the thread; 0 if nobody holds it; empty if that is not known
     */
    OptionalLong owner(Value lock, Scene scene);
}
