package asynctb.memory.linux;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proves that threads did not run during a while.
 *
 * <p>The kernel counts how often a thread was given a processor ({@code schedstat}) or, where that is not kept, how often
 * it gave it up ({@code status}). The counter is read, then it is asked whether the thread is off the processor
 * ({@code syscall}, which does not answer for one that runs or is about to; the letter of the state says less). If it was,
 * and at the end of the while its counter is the same, it cannot have run: to run it would have to be given a processor.
 * Where only giving up is counted, it must be off the processor at the end as well, asked before the counter is read.
 *
 * <p>The files are kept open from one while to the next, as opening them costs more than reading them.
 */
final class Stillness implements AutoCloseable {
    private static final String UNKEPT = "0 0 0";

    private final Path tasks;
    private final Map<Long, Watched> files = new HashMap<>();
    private final byte[] buffer = new byte[8192];
    private List<Watched> watched = List.of();
    private @Nullable Set<Long> all;

    Stillness(ProcDirectory directory) {
        this.tasks = directory.path().resolve("task");
    }

    /**
     * Begins a while.
     *
     * @param tids the threads that must not run; null for all, and then none may come or go either
     * @return whether none of them runs
     */
    boolean begin(@Nullable Collection<Long> tids) {
        try {
            all = tids == null ? list() : null;
            watched = watch(tids == null ? all() : tids);
            for (Watched thread : watched) {
                thread.count = thread.readCount();
                if (thread.isRunning()) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false; // a thread has ended, or the system does not say
        }
    }

    /** Whether none of them ran since {@link #begin} said yes. */
    boolean lasts() {
        try {
            for (Watched thread : watched) {
                if (!thread.countsRuns && thread.isRunning()
                        || !thread.readCount().equals(thread.count)) {
                    return false;
                }
            }
            return all == null || all.equals(list());
        } catch (IOException e) {
            return false;
        }
    }

    private Set<Long> all() {
        return all == null ? Set.of() : all;
    }

    private Set<Long> list() throws IOException {
        return Set.copyOf(ProcFiles.numbers(tasks));
    }

    private List<Watched> watch(Collection<Long> tids) throws IOException {
        for (Iterator<Map.Entry<Long, Watched>> kept = files.entrySet().iterator(); kept.hasNext(); ) {
            Map.Entry<Long, Watched> entry = kept.next();
            if (!tids.contains(entry.getKey())) {
                entry.getValue().close();
                kept.remove();
            }
        }
        var list = new ArrayList<Watched>();
        for (long tid : tids) {
            Watched thread = files.get(tid);
            if (thread == null) {
                thread = new Watched(tasks.resolve(Long.toString(tid)));
                files.put(tid, thread);
            }
            list.add(thread);
        }
        return list;
    }

    @Override
    public void close() {
        files.values().forEach(Watched::close);
        files.clear();
    }

    /** One thread. The files stay those of that thread, even if another one gets its number. */
    private final class Watched {
        final boolean countsRuns;
        private final RandomAccessFile call;
        private final RandomAccessFile counter;
        String count = "";

        Watched(Path directory) throws IOException {
            String kept = ProcFiles.optionalText(directory.resolve("schedstat")).orElse(UNKEPT);
            countsRuns = !kept.strip().equals(UNKEPT);
            call = open(directory, "syscall");
            try {
                counter = open(directory, countsRuns ? "schedstat" : "status");
            } catch (IOException e) {
                call.close();
                throw e;
            }
        }

        private static RandomAccessFile open(Path directory, String name) throws IOException {
            return new RandomAccessFile(directory.resolve(name).toString(), "r");
        }

        boolean isRunning() throws IOException {
            return read(call).startsWith("running");
        }

        String readCount() throws IOException {
            String text = read(counter);
            if (countsRuns) {
                return text;
            }
            int start = text.indexOf("voluntary_ctxt_switches:");
            if (start < 0) {
                throw new IOException("no counters are kept");
            }
            return text.substring(start);
        }

        private String read(RandomAccessFile file) throws IOException {
            file.seek(0);
            int length = file.read(buffer);
            if (length <= 0) {
                throw new IOException("the thread has ended");
            }
            return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        }

        void close() {
            try {
                call.close();
                counter.close();
            } catch (IOException e) {
                // Nothing was written.
            }
        }
    }
}
