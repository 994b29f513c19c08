package asynctb.rules;

/** What a block or call does to the waits inside of it, or an awaited object to those of the tasks behind it. */
public enum WaitLimit {
    /** Nothing that is known: what is outside decides. */
    NONE,
    /** It ends them at a time that is set, or has begun to. */
    TIMED,
    /** It keeps out what would end them from outside, and does not end them itself. */
    SHIELDED
}
