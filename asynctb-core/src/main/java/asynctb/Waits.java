package asynctb;

import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.model.Reference;
import asynctb.model.Stack;
import asynctb.model.Tasks;
import asynctb.model.ThreadInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom. One waits for a lock while it enters its block or calls for it, and holds it while it is in its block, as far as
 * that is certain. It waits for the task or thread that it is said to wait for, for all tasks of a manager whose block it leaves, and for
 * those whose frames rules have put at the end of its stack. A task that does not run cannot go on while another one, or what its
 * thread itself does, makes their thread wait.
 */
final class Waits {
    private final RuleBook rules;
    private final WaitLimits locks;
    private final Function<String, Set<Long>> foreignFrames;
    private final Set<Long> framesOfTasks = new HashSet<>();
    /** Who is in the blocks of the locks of these addresses, but for those whose code may have let go of them. */
    private final Map<Long, Set<Waiter>> inside = new HashMap<>();
    /** Who holds the locks of these addresses, once that has been found out; null for nobody, and where it is not certain. */
    private final Map<Long, @Nullable Waiter> holders = new HashMap<>();

    private final Map<Long, Long> locksOfConditions = new HashMap<>();
    private final Map<Waiter, Set<Waiter>> reached = new HashMap<>();
    private final Map<Long, Waiter> blockers = new HashMap<>();
    private final List<Waiter> all = new ArrayList<>();
    private boolean mayClose;

    private Waits(RuleBook rules, Function<String, Set<Long>> foreignFrames, WaitLimits locks) {
        this.rules = rules;
        this.locks = locks;
        this.foreignFrames = foreignFrames;
    }

    /**
     * What some threads and tasks wait for.
     *
     * @param roots threads, and trees of tasks; what is torn is not believed
     * @param foreignFrames the addresses of frames in the stack of an id that another thread or task runs
     * @param locks asked of conditions, and of locks that somebody waits for
     */
    static Waits of(RuleBook rules, List<Stack> roots, Function<String, Set<Long>> foreignFrames, WaitLimits locks) {
        var waits = new Waits(rules, foreignFrames, locks);
        if (!rules.hasLocks()) {
            return waits;
        }
        // A task that runs stands in its thread's stack too; it is the task that is spoken of, so tasks come first.
        List<Stack> stacks = Tasks.topDown(roots);
        waits.look(stacks, Stack.Kind.TASK);
        waits.look(stacks, Stack.Kind.THREAD);
        waits.mayClose = waits.mayClose(roots);
        if (waits.mayClose) {
            waits.followAwaits();
            waits.followFrames();
            waits.believeOwners();
        }
        return waits;
    }

    /** Whether it waits for a notice of a condition, which anybody may give. */
    boolean isForNotice(Waiter waiter) {
        return waiter.wanted != null && waiter.wantedBy == null && rules.isCondition(waiter.wanted.type());
    }

    /** Who holds the lock that one waits for, whatever else that does; null if nobody does, or it is not certain. */
    @Nullable
    Waiter holder(Waiter waiter) {
        return waiter.wanted == null || isForNotice(waiter) ? null : holder(waiter, waiter.wanted);
    }

    private @Nullable Waiter holder(Waiter waiter, ObjectInfo lock) {
        Waiter holder = holderFor(waiter, lock);
        return holder == waiter && rules.isReentrant(lock.type()) ? null : holder;
    }

    /** Whether there may be a circle at all; if not, it was not asked who waits for whose end. */
    boolean mayClose() {
        return mayClose;
    }

    /** All threads and tasks that are believed. */
    List<Waiter> all() {
        return all;
    }

    /** All those who must go on before this one can; empty if nobody is known of whom that is certain. */
    Collection<Waiter> next(Waiter waiter) {
        if (waiter.wanted != null && !waiter.ends) {
            Waiter holder = holder(waiter, waiter.wanted);
            return holder == null ? List.of() : List.of(holder);
        }
        ThreadInfo thread = waiter.stack.thread();
        Waiter blocker = waiter.isTask() && thread != null ? blockers.get(thread.ident()) : null;
        if (blocker != null) {
            return List.of(blocker);
        }
        return waiter.ends || waiter.isDoubtful ? List.of() : waiter.awaited;
    }

    /**
     * Circles need somebody who waits for a lock, or for a thread that waits for somebody itself, or are of tasks alone: then
     * one is a root though it is awaited.
     */
    private boolean mayClose(List<Stack> roots) {
        var joined = new HashSet<Long>();
        for (Waiter waiter : all) {
            ObjectInfo wanted = waiter.wanted;
            if (wanted != null && (inside.containsKey(keyOf(wanted)) || rules.mayKnowOwner(wanted.type()))) {
                return true;
            }
            ObjectInfo waitsFor = waiter.stack.waitsFor();
            if (!waiter.isTask() && waitsFor != null) {
                joined.add(waitsFor.address());
            }
        }
        for (Waiter waiter : joined.isEmpty() ? List.<Waiter>of() : all) {
            ObjectInfo thread = waiter.stack.root();
            boolean isJoined = !waiter.isTask() && thread != null && joined.contains(thread.address());
            if (isJoined && (waiter.stack.waitsFor() != null || isCalling(waiter))) {
                return true;
            }
        }
        for (Stack root : roots) {
            if (!root.awaitedBy().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Several conditions may be entered by one lock, which somebody may also enter by itself. */
    private long keyOf(ObjectInfo lock) {
        return rules.isCondition(lock.type())
                ? locksOfConditions.computeIfAbsent(lock.address(), key -> locks.lockOf(lock))
                : lock.address();
    }

    private void look(List<Stack> stacks, Stack.Kind kind) {
        for (Stack stack : stacks) {
            if (stack.kind() == kind && isBelieved(stack)) {
                look(stack);
            }
        }
    }

    /** A task that only a package of the target speaks of could take the frames of others for its own. */
    private boolean isBelieved(Stack stack) {
        if (rules.isOnlySupplied(stack.library())) {
            return false;
        }
        for (Problem problem : stack.problems()) {
            if (problem.kind() == Problem.Kind.TORN) {
                return false;
            }
        }
        return true;
    }

    private void look(Stack stack) {
        var waiter = new Waiter(stack);
        look(waiter, stack);
        ObjectInfo waitsFor = stack.waitsFor();
        boolean mayWait = waiter.mayWait() || stack.state() == Stack.State.RUNNING;
        if (mayWait && waiter.wanted == null && waitsFor != null && rules.isLock(waitsFor.type())) {
            waiter.wanted = waitsFor;
        }
        all.add(waiter);
        ThreadInfo thread = stack.thread();
        // What joins a thread is told of the thread, whichever task runs there.
        boolean standsStill = waiter.isTask()
                ? waiter.wanted != null && stack.state() == Stack.State.RUNNING
                : waiter.wanted == null && waitsFor != null;
        if (standsStill && thread != null) {
            blockers.putIfAbsent(thread.ident(), waiter);
        }
    }

    private void look(Waiter waiter, Stack stack) {
        Set<Long> foreign = foreignFrames.apply(stack.id());
        for (Frame frame : stack.frames()) {
            // Most frames hold nothing: they are passed over, since there may be millions.
            if (frame.contexts().isEmpty()) {
                continue;
            }
            boolean isOwn = !foreign.contains(frame.address())
                    && (waiter.isTask()
                            ? framesOfTasks.add(frame.address())
                            : !framesOfTasks.contains(frame.address()));
            if (isOwn) {
                boolean mayLetGo = locks.mayLetGo(frame);
                for (Context context : frame.contexts()) {
                    look(waiter, context, mayLetGo);
                }
            }
        }
    }

    private void look(Waiter waiter, Context context, boolean mayLetGo) {
        ObjectInfo lock = context.obj();
        // What runs and enters a lock of tasks is about to ask for it; a lock of threads makes it stand still.
        boolean mayWait = context.isAsync() ? waiter.mayWait() : waiter.stack.state() != Stack.State.SUSPENDED;
        if (lock != null && rules.isLock(lock.type())) {
            if (!context.isEntering() && !context.isExiting() && !mayLetGo) {
                inside.computeIfAbsent(keyOf(lock), key -> new LinkedHashSet<>(1))
                        .add(waiter);
            } else if (context.isEntering() && mayWait) {
                waiter.wanted = lock;
                String name = context.varname() == null ? "entering" : context.varname();
                waiter.wantedBy = context.text() == null ? name : context.text();
            }
        }
        if (context.innerStack() != null) {
            look(waiter, context.innerStack());
        }
        for (Child child : context.children()) {
            if (child instanceof Context kept) {
                look(waiter, kept, mayLetGo);
            }
        }
    }

    /** A task is said to be awaited also by one that will not end before it and does something else now: that is no wait. */
    private void followAwaits() {
        var byAddress = new HashMap<Long, Waiter>();
        var byId = new HashMap<String, Waiter>();
        for (Waiter waiter : all) {
            ObjectInfo self = waiter.stack.root();
            if (self != null) {
                byAddress.put(self.address(), waiter);
                byId.put(waiter.stack.id(), waiter);
            }
        }
        for (Waiter waiter : all) {
            if (!waiter.mayWait()) {
                continue;
            }
            ObjectInfo waitsFor = waiter.stack.waitsFor();
            Waiter awaited = waitsFor == null ? null : byAddress.get(waitsFor.address());
            if (awaited != null && isAwaitedBy(waiter, awaited)) {
                waiter.awaited.add(awaited);
            } else if (waiter.isTask()) {
                followLeft(waiter, byId, foreignFrames.apply(waiter.stack.id()));
            }
        }
    }

    /** A task that waits for a thread waits for what that works at, not for its end; and no thread waits for its own. */
    private static boolean isAwaitedBy(Waiter waiter, Waiter other) {
        return waiter.isTask() ? other.isTask() : !other.isTask() && other != waiter;
    }

    /** Whoever leaves the block of what keeps tasks waits for all of them. */
    private static void followLeft(Waiter waiter, Map<String, Waiter> byId, Set<Long> foreign) {
        for (Frame frame : waiter.stack.frames().reversed()) {
            for (Context context : frame.contexts()) {
                if (!context.isExiting() || foreign.contains(frame.address())) {
                    continue;
                }
                for (Child child : context.children()) {
                    String id = id(child);
                    Waiter task = id == null ? null : byId.get(id);
                    if (task != null) {
                        waiter.awaited.add(task);
                    } else if (id != null) {
                        waiter.isDoubtful = true;
                    }
                }
            }
            if (!waiter.awaited.isEmpty() || waiter.isDoubtful) {
                return;
            }
        }
    }

    /** The id of a task that a manager keeps; null if it is none. */
    static @Nullable String id(Child child) {
        return switch (child) {
            case Stack stack -> stack.id();
            case Reference reference -> reference.id();
            case Context kept -> null;
        };
    }

    private void followFrames() {
        var calling = new ArrayList<Waiter>();
        var shared = new HashSet<Long>();
        for (Waiter waiter : all) {
            if (isCalling(waiter)) {
                calling.add(waiter);
                shared.addAll(foreignFrames.apply(waiter.stack.id()));
            }
        }
        if (calling.isEmpty()) {
            return;
        }
        Map<Long, Waiter> owners = owners(shared);
        for (Waiter waiter : calling) {
            Set<Long> foreign = foreignFrames.apply(waiter.stack.id());
            for (Frame frame : waiter.stack.frames()) {
                if (!foreign.contains(frame.address())) {
                    continue;
                }
                Waiter owner = owners.get(frame.address());
                if (owner == null || owner == waiter) {
                    waiter.isDoubtful = true;
                } else {
                    waiter.awaited.add(owner);
                }
            }
        }
    }

    /** Whoever has frames of its own behind those of another one has been called back by that. */
    private boolean isCalling(Waiter waiter) {
        Set<Long> foreign = foreignFrames.apply(waiter.stack.id());
        return !foreign.isEmpty()
                && foreign.contains(waiter.stack.frames().getLast().address());
    }

    /** Whose frames these are: a task's, if one runs them, or else a thread's. */
    private Map<Long, Waiter> owners(Set<Long> frames) {
        var owners = new HashMap<Long, Waiter>();
        for (Waiter waiter : all) {
            Set<Long> foreign = foreignFrames.apply(waiter.stack.id());
            for (Frame frame : waiter.stack.frames()) {
                if (frames.contains(frame.address()) && !foreign.contains(frame.address())) {
                    owners.putIfAbsent(frame.address(), waiter);
                }
            }
        }
        return owners;
    }

    /**
     * Believes what the locks that somebody waits for know of their owners, rather than whose blocks they are in.
     */
    private void believeOwners() {
        var byOwner = new HashMap<Long, Waiter>();
        var asked = new HashSet<Long>();
        for (Waiter waiter : all) {
            ObjectInfo lock = waiter.wanted;
            OptionalLong owner = lock != null && asked.add(keyOf(lock)) ? locks.ownerOf(lock) : OptionalLong.empty();
            if (lock == null || owner.isEmpty()) {
                continue;
            }
            if (byOwner.isEmpty()) {
                all.forEach(other -> byOwner.put(ownerOf(other), other));
            }
            Waiter holder = holders.get(keyOf(lock));
            if (holder == null || !isOwnedBy(holder, owner.getAsLong())) {
                holders.put(keyOf(lock), byOwner.get(owner.getAsLong()));
            }
        }
    }

    /** A task is known by its address, a thread by its ident. */
    private static long ownerOf(Waiter waiter) {
        ObjectInfo task = waiter.stack.root();
        ThreadInfo thread = waiter.stack.thread();
        return waiter.isTask() ? task == null ? -1 : task.address() : thread == null ? -1 : thread.ident();
    }

    /** A lock of threads that a task has entered is its thread's. */
    private static boolean isOwnedBy(Waiter holder, long owner) {
        ThreadInfo thread = holder.stack.thread();
        return owner != 0 && (ownerOf(holder) == owner || thread != null && thread.ident() == owner);
    }

    /**
     * Who holds the lock that one waits for. Whoever waits, in the block of a condition, for another one that waits for a
     * notice has let go of the condition by that.
     */
    private @Nullable Waiter holderFor(Waiter waiter, ObjectInfo lock) {
        long key = keyOf(lock);
        if (!holders.containsKey(key)) {
            holders.put(key, holderOf(key));
        }
        Waiter holder = holders.get(key);
        boolean isNoticed = waiter.wantedBy == null && rules.isCondition(lock.type());
        return holder == null || isNoticed && awaitedBy(holder).contains(waiter) ? null : holder;
    }

    /** For whose ends one waits, and they do. */
    private Set<Waiter> awaitedBy(Waiter waiter) {
        Set<Waiter> known = reached.get(waiter);
        if (known != null) {
            return known;
        }
        var found = new HashSet<>(waiter.awaited);
        var work = new ArrayDeque<>(found);
        while (!work.isEmpty()) {
            for (Waiter next : work.remove().awaited) {
                if (found.add(next)) {
                    work.add(next);
                }
            }
        }
        reached.put(waiter, found);
        return found;
    }

    /**
     * Who holds a lock; null if nobody does or it is not certain. One that is in its block may have let go of it there: so has
     * one that waits for it again without entering it, and, where several are in its block, all but one of them.
     */
    private @Nullable Waiter holderOf(long lock) {
        Waiter holder = null;
        for (Waiter waiter : inside.getOrDefault(lock, Set.of())) {
            boolean hasLetGo = waiter.wanted != null && keyOf(waiter.wanted) == lock && waiter.wantedBy == null;
            if (!hasLetGo && holder != null) {
                return null;
            }
            holder = hasLetGo ? holder : waiter;
        }
        return holder;
    }
}
