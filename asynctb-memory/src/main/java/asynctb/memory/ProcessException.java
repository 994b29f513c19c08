package asynctb.memory;

/** A process cannot be read. The message is one sentence that says what is wrong and what to type; it is meant to be shown. */
public final class ProcessException extends Exception {
    private static final long serialVersionUID = 1;

    /** What is wrong. */
    public enum Reason {
        /** There is none of that number, or it is the number of something else. */
        NO_SUCH_PROCESS,
        /** It has ended; only its exit status is left. */
        ZOMBIE,
        /** The system does not let us. */
        NOT_PERMITTED,
        /** It ended while it was being opened. */
        GONE
    }

    private final Reason reason;

    /** @param message the sentence */
    public ProcessException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }
}
