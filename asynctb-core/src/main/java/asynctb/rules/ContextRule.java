package asynctb.rules;

/** Knows what context managers of a class are made of, keep, and are to be called. */
@FunctionalInterface
public interface ContextRule {
    /** Looks into a manager that is active in a frame, or kept by another one. */
    ContextOutcome look(Value manager, Scene scene);
}
