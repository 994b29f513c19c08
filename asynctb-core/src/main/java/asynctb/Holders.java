package asynctb;

import asynctb.model.Child;
import asynctb.model.ObjectInfo;
import asynctb.model.Stack;
import asynctb.model.Tasks;
import asynctb.model.ThreadInfo;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells of threads and tasks that wait for a lock who holds it, and of threads also for which thread they wait. */
final class Holders {
    private final Waits waits;
    /** The stacks of which more is told, also those below which there is one, with what takes their places. */
    private final IdentityHashMap<Stack, Stack> told = new IdentityHashMap<>();

    private Holders(Waits waits) {
        this.waits = waits;
    }

    /** What is told of those whose waits are known. */
    static Holders of(Waits waits) {
        var holders = new Holders(waits);
        Map<Long, String> threads = new HashMap<>();
        for (Waiter waiter : waits.all()) {
            ObjectInfo root = waiter.stack.root();
            if (!waiter.isTask() && root != null) {
                threads.put(root.address(), Names.of(waiter.stack));
            }
        }
        for (Waiter waiter : waits.all()) {
            Stack stack = waiter.stack;
            Stack more = waiter.isTask() ? holders.task(waiter, stack) : holders.thread(waiter, stack, threads);
            if (more != null) {
                holders.told.put(stack, more);
            }
        }
        return holders;
    }

    /** Some of the stacks whose waits are known, or trees of them, with what is told. */
    List<Stack> tell(List<Stack> roots) {
        if (told.isEmpty()) {
            return roots;
        }
        // From the leaves upwards.
        for (Stack stack : Tasks.topDown(roots).reversed()) {
            for (Child child : Tasks.below(stack)) {
                if (told.containsKey(child)) {
                    told.put(stack, Tasks.replace(told.getOrDefault(stack, stack), this::told));
                    break;
                }
            }
        }
        return roots.stream().map(root -> told.getOrDefault(root, root)).toList();
    }

    private Child told(Child child) {
        Stack more = child instanceof Stack stack ? told.get(stack) : null;
        return more == null ? child : more;
    }

    private @Nullable Stack task(Waiter waiter, Stack stack) {
        String holder = holder(waiter);
        String text = stack.stateText();
        // Some libraries' locks know it themselves.
        if (holder == null || text != null && text.contains("held by")) {
            return null;
        }
        String by = ", held by " + holder;
        if (text == null) {
            boolean runs = stack.state() == Stack.State.RUNNING;
            return stack.withStateText(stack.state().id() + (runs ? "; waits for " : " for ") + waiter.wanted + by);
        }
        // Remarks stand behind.
        int end = text.contains("; ") ? text.indexOf("; ") : text.length();
        return stack.withStateText(text.substring(0, end) + by + text.substring(end));
    }

    private @Nullable Stack thread(Waiter waiter, Stack stack, Map<Long, String> threads) {
        ObjectInfo awaited = waiter.wanted != null ? waiter.wanted : stack.waitsFor();
        ThreadInfo thread = stack.thread();
        boolean stands = stack.state() == Stack.State.WAITING;
        if (awaited == null || thread == null || !stands || waits.isForNotice(waiter)) {
            return null;
        }
        String holder = holder(waiter);
        String words = threads.getOrDefault(awaited.address(), awaited.toString());
        var attributes = new LinkedHashMap<>(thread.attributes());
        attributes.put("waits_for", holder == null ? words : words + ", held by " + holder);
        return stack.withWait(
                awaited,
                new ThreadInfo(thread.ident(), thread.nativeId(), thread.daemon(), thread.interpreter(), attributes));
    }

    /** Who holds the lock that somebody waits for; null if that is not certain. */
    private @Nullable String holder(Waiter waiter) {
        Waiter holder = waits.holder(waiter);
        return holder == null ? null : holder == waiter ? "itself" : Names.of(holder.stack);
    }
}
