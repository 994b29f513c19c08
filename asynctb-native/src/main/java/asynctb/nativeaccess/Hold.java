package asynctb.nativeaccess;

import asynctb.memory.Pauser.Pause;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** One pause of one process, by one thread. */
final class Hold {
    private static final long BETWEEN_POLLS_NANOS = 20_000;

    private final Ptrace ptrace;
    private final File tasks;
    private final Set<Integer> known = new HashSet<>();
    private final List<Integer> pending = new ArrayList<>();
    private final List<Stopped> stopped = new ArrayList<>();
    private long begin;
    private @Nullable String obstacle;

    /** A thread that stands still, and the signal that it will get when it goes on; 0 for none. */
    private record Stopped(int tid, int signal) {}

    Hold(Ptrace ptrace, int pid) {
        this.ptrace = ptrace;
        this.tasks = new File("/proc/" + pid + "/task");
    }

    /** Goes through all that a pause needs, with a thread that does not exist. */
    void rehearse() {
        threads();
        int nobody = Integer.MAX_VALUE;
        seize(nobody);
        ptrace.interrupt(nobody);
        pending.add(nobody);
        collect();
        stopped.add(new Stopped(nobody, 0));
        letGo();
        LockSupport.parkNanos(BETWEEN_POLLS_NANOS);
        isEnded(nobody);
    }

    Pause run(long maxNanos, LongPredicate work) {
        List<Integer> first = threads();
        begin = System.nanoTime();
        long deadline = begin + maxNanos;
        boolean isDone = false;
        try {
            if (stopAll(first, deadline)) {
                isDone = work.test(deadline);
                if (!isDone) {
                    obstacle = "there was more to copy than that time allows";
                }
            }
        } finally {
            letGo();
        }
        return new Pause(isDone, known.isEmpty() ? 0 : System.nanoTime() - begin, obstacle);
    }

    /** Stops threads until no new one turns up: one that is not stopped yet may start others. */
    private boolean stopAll(List<Integer> threads, long deadline) {
        List<Integer> found = threads;
        boolean isNew = true;
        while (isNew) {
            isNew = false;
            for (int tid : found) {
                isNew |= !known.contains(tid) && seize(tid);
            }
            while (obstacle == null && collect()) {
                checkClock(deadline);
                LockSupport.parkNanos(BETWEEN_POLLS_NANOS);
            }
            checkClock(deadline);
            if (obstacle != null) {
                return false;
            }
            found = threads();
        }
        if (stopped.isEmpty()) {
            obstacle = "it has ended";
        }
        return obstacle == null;
    }

    private void checkClock(long deadline) {
        if (obstacle == null && System.nanoTime() - deadline > 0) {
            obstacle = "not all of its threads stopped in the time that is allowed";
        }
    }

    private boolean seize(int tid) {
        int error = ptrace.seize(tid);
        if (error == 0) {
            known.add(tid);
            pending.add(tid);
            ptrace.interrupt(tid);
            return true;
        }
        if (error != Ptrace.ESRCH && !isEnded(tid)) {
            obstacle = error == Ptrace.EPERM ? "the system does not allow it" : "the system says error " + error;
        }
        return false;
    }

    /** Looks which threads have stopped; whether there are others. */
    @SuppressWarnings("ListRemoveAmbiguous") // by the index, as an int is
    private boolean collect() {
        for (int i = pending.size() - 1; i >= 0; i--) {
            int tid = pending.get(i);
            Ptrace.Fate fate = ptrace.poll(tid);
            if (fate != Ptrace.Fate.RUNS) {
                pending.remove(i);
            }
            if (fate == Ptrace.Fate.STOPPED) {
                stopped.add(new Stopped(tid, ptrace.signal()));
            }
        }
        return !pending.isEmpty();
    }

    /** Those that have not stopped, for they wait for a device, are let go by the kernel when this thread ends. */
    private void letGo() {
        for (Stopped thread : stopped) {
            ptrace.detach(thread.tid, thread.signal);
        }
    }

    private List<Integer> threads() {
        String[] names = tasks.list();
        var threads = new ArrayList<Integer>();
        for (int i = 0; names != null && i < names.length; i++) {
            threads.add(Integer.valueOf(names[i]));
        }
        return threads;
    }

    /** Whether only the exit status of a thread is left; such a one cannot be seized, and does not run. */
    private boolean isEnded(int tid) {
        try {
            String stat = Files.readString(Path.of(tasks.getPath(), Integer.toString(tid), "stat"));
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state == 'Z' || state == 'X';
        } catch (IOException | IndexOutOfBoundsException e) {
            return true;
        }
    }
}
