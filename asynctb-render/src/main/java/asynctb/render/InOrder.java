package asynctb.render;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Makes something of each part of a long list on all processors at once, and hands it on in the order of the list. Of what
 * was made no more is kept than a few parts for each processor.
 *
 * @param <R> what is made of a part
 */
final class InOrder<R> {
    private static final int PART = 128;
    /** Fewer are made sooner than other threads are begun. */
    private static final int MANY = 16 * PART;
    /** How many parts may be made before their turn, for each processor. */
    private static final int AHEAD = 4;

    private final AtomicReferenceArray<FutureTask<R>> parts;
    private final AtomicInteger next = new AtomicInteger();
    private final Semaphore ahead;

    private InOrder(int parts, int processors) {
        this.parts = new AtomicReferenceArray<>(parts);
        ahead = new Semaphore(AHEAD * processors);
    }

    /** Makes something of a part, asked by several threads at once. */
    @FunctionalInterface
    interface Making<T, R> {
        /**
         * Makes it.
         *
         * @param isFirst whether no part stands before this one
         */
        R make(List<T> part, boolean isFirst) throws IOException;
    }

    /** Takes what was made, one after the other. */
    @FunctionalInterface
    interface Taking<R> {
        void take(R made) throws IOException;
    }

    /** Whether a list is long enough. */
    static boolean isWorthwhile(List<?> whole) {
        return whole.size() >= MANY;
    }

    /** Makes and hands on. The first failure of either ends it. */
    static <T, R> void run(List<T> whole, Making<T, R> making, Taking<R> taking) throws IOException {
        int processors = Runtime.getRuntime().availableProcessors();
        var work = new InOrder<R>((whole.size() + PART - 1) / PART, processors);
        for (int i = 0; i < work.parts.length(); i++) {
            List<T> part = whole.subList(i * PART, Math.min(whole.size(), (i + 1) * PART));
            boolean isFirst = i == 0;
            work.parts.set(i, new FutureTask<>((Callable<R>) () -> making.make(part, isFirst)));
        }
        var helpers = new Thread[Math.min(processors, work.parts.length()) - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = Thread.ofPlatform().daemon().name("asynctb-part-" + i).start(work::help);
        }
        try {
            work.handOn(taking);
        } finally {
            for (Thread helper : helpers) {
                helper.interrupt();
            }
        }
    }

    private void help() {
        try {
            for (int i = next.getAndIncrement(); i < parts.length(); i = next.getAndIncrement()) {
                ahead.acquire();
                FutureTask<R> part = parts.get(i);
                if (part != null) {
                    part.run();
                }
            }
        } catch (InterruptedException e) {
            // Nobody wants the rest.
        }
    }

    private void handOn(Taking<R> taking) throws IOException {
        for (int i = 0; i < parts.length(); i++) {
            FutureTask<R> part = parts.get(i);
            // Does nothing if a helper was here before.
            part.run();
            try {
                taking.take(part.get());
            } catch (ExecutionException e) {
                throw new IOException("a part could not be written: " + e.getCause(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while a result was written");
            }
            parts.set(i, null);
            ahead.release();
        }
    }
}
