package asynctb.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Says on a terminal how far a long search is, in a line that does not stay. */
final class Progress implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);
    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);
    private static final String BEGIN_OF_LINE = "\r";
    private static final String CLEAR_REST = "\033[K";

    private final OutputStream err;
    private final boolean isShown;
    private long next = System.nanoTime() + PATIENCE;
    private boolean isBegun;

    private Progress(OutputStream err, boolean isShown) {
        this.err = err;
        this.isShown = isShown;
    }

    /** On the terminal that notes go to; nowhere if they go elsewhere. */
    static Progress on(Surroundings around) {
        return new Progress(around.err(), around.isErrorTerminal());
    }

    /** So many objects were looked at. */
    void tell(long count) {
        if (isShown && System.nanoTime() - next > 0) {
            next = System.nanoTime() + INTERVAL;
            isBegun = true;
            print(BEGIN_OF_LINE + "asynctb: " + count + " objects" + CLEAR_REST);
        }
    }

    @Override
    public void close() {
        if (isBegun) {
            print(BEGIN_OF_LINE + CLEAR_REST);
        }
    }

    private void print(String text) {
        try {
            err.write(text.getBytes(StandardCharsets.US_ASCII));
            err.flush();
        } catch (IOException e) {
            // Nobody is looking.
        }
    }
}
