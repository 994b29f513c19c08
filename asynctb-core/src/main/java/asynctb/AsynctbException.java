package asynctb;

/**
 * No traceback could be taken. The message is one sentence that says why and what to do; it is meant to be shown.
 * Failures of a part of a traceback are never thrown: they are {@linkplain asynctb.model.Problem problems} in the result.
 */
public final class AsynctbException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public AsynctbException(String message) {
        super(message);
    }

    public AsynctbException(String message, Throwable cause) {
        super(message, cause);
    }
}
