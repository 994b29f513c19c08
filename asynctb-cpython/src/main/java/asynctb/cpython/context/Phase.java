package asynctb.cpython.context;

/** How far a {@code with} block is. */
public enum Phase {
    /** {@code __enter__} or {@code __aenter__} has begun and not returned. */
    ENTERING,
    /** The body runs. */
    BODY,
    /** {@code __exit__} or {@code __aexit__} has begun and not returned. */
    EXITING
}
