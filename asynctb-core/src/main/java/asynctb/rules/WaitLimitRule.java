package asynctb.rules;

/** Says what managers of a class do to the waits in their blocks, or awaited objects to those of the tasks behind them. */
@FunctionalInterface
public interface WaitLimitRule {
    /** What a manager, or an awaited object, does. It is asked only where tasks or threads wait for one another in a circle. */
    WaitLimit limit(Value object, Scene scene);
}
