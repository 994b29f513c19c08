package asynctb.nativeaccess;

import asynctb.memory.Pauser;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongPredicate;

/**
 * Holds a process by {@code ptrace}, without a signal that would stay behind. All happens in a thread of its own: only the
 * one that seized can let go, and when it ends the kernel lets go of all that it still holds.
 */
public final class PtracePauser implements Pauser {
    /** No thread ever has it. */
    private static final int NOBODY = Integer.MAX_VALUE;

    private final Optional<Ptrace> ptrace = Ptrace.find();

    /** Found by the service loader. */
    public PtracePauser() {}

    @Override
    public boolean isReady() {
        // The first call of each kind takes tens of milliseconds. Nobody is to be held meanwhile.
        ptrace.ifPresent(calls -> new Hold(calls, NOBODY).rehearse());
        return ptrace.isPresent();
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // a hint only: what it holds should not wait for our other threads
    public Pause pause(long pid, long maxNanos, LongPredicate work) {
        if (ptrace.isEmpty()) {
            return new Pause(false, 0, "this Java machine may not call the system");
        }
        var outcome = new AtomicReference<Pause>();
        var thread = new Thread(() -> outcome.set(new Hold(ptrace.get(), (int) pid).run(maxNanos, work)), "pause");
        thread.setDaemon(true);
        thread.start();
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                isInterrupted = true; // it is soon over
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        Pause pause = outcome.get();
        return pause == null ? new Pause(false, 0, "holding it failed") : pause;
    }
}
