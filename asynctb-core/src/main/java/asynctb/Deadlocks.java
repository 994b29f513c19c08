package asynctb;

import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds threads and tasks that wait for one another. Whoever waits for several is stuck only if all of those are: any of
 * them may end by an exception, which wakes it up.
 */
final class Deadlocks {
    /** How many of a circle are named. */
    private static final int MAX_TOLD = 10;

    private final Waits waits;
    /** Those who may be stuck, with those who must go on first. */
    private final IdentityHashMap<Waiter, Collection<Waiter>> next = new IdentityHashMap<>();

    private Deadlocks(Waits waits) {
        this.waits = waits;
    }

    /**
     * One problem for each circle.
     *
     * @param foreignFrames the addresses of frames in the stack of an id that another thread or task runs
     * @param limits asked only if there is a circle
     */
    static List<Problem> find(Waits waits, Function<String, Set<Long>> foreignFrames, WaitLimits limits) {
        if (!waits.mayClose()) {
            // As a rule; then nobody of perhaps a million tasks is asked any further.
            return List.of();
        }
        var deadlocks = new Deadlocks(waits);
        deadlocks.keepStuck();
        if (!deadlocks.next.isEmpty()) {
            WaitEnds.mark(waits.all(), foreignFrames, limits);
            deadlocks.keepStuck();
        }
        return deadlocks.circles();
    }

    /** Leaves out all that can go on, and then those who wait for them. */
    private void keepStuck() {
        next.clear();
        var waiting = new IdentityHashMap<Waiter, List<Waiter>>();
        Deque<Waiter> free = new ArrayDeque<>();
        for (Waiter waiter : waits.all()) {
            Collection<Waiter> needed = waits.next(waiter);
            if (needed.isEmpty()) {
                free.add(waiter);
                continue;
            }
            next.put(waiter, needed);
            for (Waiter other : needed) {
                waiting.computeIfAbsent(other, key -> new ArrayList<>(1)).add(waiter);
            }
        }
        while (!next.isEmpty() && !free.isEmpty()) {
            for (Waiter waiter : waiting.getOrDefault(free.remove(), List.of())) {
                if (next.remove(waiter) != null) {
                    free.add(waiter);
                }
            }
        }
    }

    private List<Problem> circles() {
        var found = new ArrayList<Problem>();
        var walkOf = new IdentityHashMap<Waiter, Waiter>();
        for (Waiter start : waits.all()) {
            if (!next.containsKey(start)) {
                continue;
            }
            Waiter at = start;
            while (!walkOf.containsKey(at)) {
                walkOf.put(at, start);
                at = first(at);
            }
            if (walkOf.get(at) == start) {
                found.add(problem(at));
            }
        }
        return found;
    }

    /** Of those that a stuck one waits for, who are all stuck, the first. */
    private Waiter first(Waiter waiter) {
        return next.getOrDefault(waiter, List.of()).iterator().next();
    }

    /** {@code task "a" waits for <Lock> (with b:), held by task "b", which waits for <Lock> (with a:), held by task "a"}. */
    private Problem problem(Waiter start) {
        var circle = new LinkedHashSet<Waiter>();
        for (Waiter at = start; circle.add(at); at = first(at)) {
            // Adding is all.
        }
        var text = new StringBuilder(Names.of(start.stack));
        long lock = 0;
        int at = 0;
        for (Waiter waiter : circle) {
            at++;
            if (at < MAX_TOLD || at == circle.size()) {
                text.append(at == 1 || at > MAX_TOLD ? " " : ", which ").append(words(waiter));
            } else if (at == MAX_TOLD) {
                text.append(" (and so on, ").append(circle.size() - at).append(" more), the last of which");
            }
            ObjectInfo wanted = waiter.wanted;
            lock = lock == 0 && wanted != null ? wanted.address() : lock;
        }
        return new Problem(Problem.Kind.DEADLOCK, text.toString(), lock);
    }

    private String words(Waiter waiter) {
        Waiter other = first(waiter);
        String name = other == waiter ? "itself" : Names.of(other.stack);
        if (waiter.wanted != null && !waiter.ends) {
            String by = waiter.wantedBy == null ? "" : " (" + waiter.wantedBy + ")";
            return "waits for " + waiter.wanted + by + ", held by " + name;
        } else if (waiter.ends || !waiter.awaited.contains(other)) {
            return "cannot go on while that makes their thread wait";
        }
        int more = waiter.awaited.size() - 1;
        return "waits for " + name + (more == 0 ? "" : " and " + more + (more == 1 ? " other" : " others"));
    }
}
