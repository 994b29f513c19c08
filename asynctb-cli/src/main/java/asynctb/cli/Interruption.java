package asynctb.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens when the user interrupts: the command finishes what it has in hand and then ends; what must not stay
 * behind is cleared away even if it does not.
 */
final class Interruption {
    private static final long PATIENCE_SECONDS = 2;

    private final List<Runnable> clearing = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean hasCome;

    boolean hasCome() {
        return hasCome;
    }

    /** Has something cleared away if the command is interrupted and does not end by itself. */
    synchronized void onInterrupt(Runnable clear) {
        clearing.add(clear);
    }

    /** The command has ended; nothing is to be done any more. */
    void end() {
        ended.countDown();
    }

    /** Only the mark, without waiting. */
    void mark() {
        hasCome = true;
    }

    /** Interrupts. Returns when the command has ended, or has been waited for long enough. */
    void come() {
        mark();
        try {
            if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            clearing.forEach(Runnable::run);
        }
    }
}
