package asynctb;

import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.model.Tasks;
import asynctb.model.ThreadInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds threads and tasks that wait for one another. One waits for a lock while it enters its block, and holds it while it
 * is in its block, as far as that is certain. A task that does not run cannot let go of a lock while another one makes
 * their thread wait.
 */
final class Deadlocks {
    private final RuleBook rules;
    private final Function<String, Set<Long>> foreignFrames;
    private final Set<Long> framesOfTasks = new HashSet<>();
    private final Map<Long, List<Node>> holders = new HashMap<>();
    private final Map<Long, Node> blockers = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();

    private Deadlocks(RuleBook rules, Function<String, Set<Long>> foreignFrames) {
        this.rules = rules;
        this.foreignFrames = foreignFrames;
    }

    /** A thread or task, and the lock that it waits for. */
    private static final class Node {
        final Stack stack;

        @Nullable
        ObjectInfo wanted;

        /** The statement that waits, or the name of the lock; null if it is known only that it waits. */
        @Nullable
        String wantedBy;

        Node(Stack stack) {
            this.stack = stack;
        }

        boolean isTask() {
            return stack.kind() == Stack.Kind.TASK;
        }
    }

    /**
     * One problem for each circle.
     *
     * @param roots threads, and trees of tasks; what is torn is not believed
     * @param foreignFrames the addresses of frames in the stack of an id that another thread or task runs
     */
    static List<Problem> find(RuleBook rules, List<Stack> roots, Function<String, Set<Long>> foreignFrames) {
        var deadlocks = new Deadlocks(rules, foreignFrames);
        if (rules.hasLocks()) {
            // A task that runs stands in its thread's stack too; it is the task that is spoken of, so tasks come first.
            List<Stack> all = Tasks.topDown(roots);
            deadlocks.look(all, Stack.Kind.TASK);
            deadlocks.look(all, Stack.Kind.THREAD);
        }
        return deadlocks.circles();
    }

    private void look(List<Stack> all, Stack.Kind kind) {
        for (Stack stack : all) {
            // A task that only a package of the target speaks of could take the frames of others for its own.
            if (stack.kind() == kind && !rules.isOnlySupplied(stack.library())) {
                look(stack);
            }
        }
    }

    private void look(Stack stack) {
        if (stack.problems().stream().anyMatch(problem -> problem.kind() == Problem.Kind.TORN)) {
            return;
        }
        var node = new Node(stack);
        look(node, stack);
        ObjectInfo waitsFor = stack.waitsFor();
        if (mayWait(stack) && node.wanted == null && waitsFor != null && rules.isLock(waitsFor.type())) {
            node.wanted = waitsFor;
        }
        nodes.add(node);
        ThreadInfo thread = stack.thread();
        if (node.isTask() && node.wanted != null && stack.state() == Stack.State.RUNNING && thread != null) {
            blockers.put(thread.ident(), node);
        }
    }

    /** A task that has been cancelled, or woken up, waits no more. */
    private static boolean mayWait(Stack stack) {
        return stack.kind() != Stack.Kind.TASK || stack.state() == Stack.State.WAITING;
    }

    private void look(Node node, Stack stack) {
        Set<Long> foreign = foreignFrames.apply(stack.id());
        for (Frame frame : stack.frames()) {
            // Most frames hold nothing: they are passed over, since there may be millions.
            if (frame.contexts().isEmpty()) {
                continue;
            }
            boolean isOwn = !foreign.contains(frame.address())
                    && (node.isTask() ? framesOfTasks.add(frame.address()) : !framesOfTasks.contains(frame.address()));
            if (isOwn) {
                frame.contexts().forEach(context -> look(node, context));
            }
        }
    }

    private void look(Node node, Context context) {
        ObjectInfo lock = context.obj();
        // What runs and enters a lock of tasks is about to ask for it; a lock of threads makes it stand still.
        boolean mayWait = context.isAsync() ? mayWait(node.stack) : node.stack.state() != Stack.State.SUSPENDED;
        if (lock != null && rules.isLock(lock.type())) {
            if (!context.isEntering() && !context.isExiting()) {
                holders.computeIfAbsent(lock.address(), key -> new ArrayList<>(1))
                        .add(node);
            } else if (context.isEntering() && mayWait) {
                node.wanted = lock;
                String name = context.varname() == null ? "entering" : context.varname();
                node.wantedBy = context.text() == null ? name : context.text();
            }
        }
        if (context.innerStack() != null) {
            look(node, context.innerStack());
        }
        for (Child child : context.children()) {
            if (child instanceof Context kept) {
                look(node, kept);
            }
        }
    }

    private List<Problem> circles() {
        var found = new ArrayList<Problem>();
        var walkOf = new IdentityHashMap<Node, Node>();
        for (Node start : nodes) {
            Node at = next(start) == null ? null : start;
            while (at != null && !walkOf.containsKey(at)) {
                walkOf.put(at, start);
                at = next(at);
            }
            if (at != null && walkOf.get(at) == start) {
                found.add(problem(at));
            }
        }
        return found;
    }

    /** Whom one waits for; null if for nobody that is known. */
    private @Nullable Node next(Node node) {
        if (node.wanted != null) {
            Node holder = holderOf(node.wanted);
            return holder == node && rules.isReentrant(node.wanted.type()) ? null : holder;
        }
        ThreadInfo thread = node.stack.thread();
        return node.isTask() && thread != null ? blockers.get(thread.ident()) : null;
    }

    /**
     * Who holds a lock; null if nobody does or it is not certain. One that is in its block may have let go of it there: so has
     * one that waits for it again without entering it, and, where several are in its block, all but one of them.
     */
    private @Nullable Node holderOf(ObjectInfo lock) {
        List<Node> inside = new ArrayList<>();
        for (Node node : holders.getOrDefault(lock.address(), List.of())) {
            boolean hasLetGo = node.wanted != null && node.wanted.address() == lock.address() && node.wantedBy == null;
            if (!hasLetGo && !inside.contains(node)) {
                inside.add(node);
            }
        }
        return inside.size() == 1 ? inside.getFirst() : null;
    }

    /** {@code task "a" waits for <Lock> (with b:), held by task "b", which waits for <Lock> (with a:), held by task "a"}. */
    private Problem problem(Node first) {
        var circle = new LinkedHashSet<Node>();
        for (Node at = first; at != null && circle.add(at); at = next(at)) {
            // Adding is all.
        }
        var text = new StringBuilder(Names.of(first.stack));
        for (Node node : circle) {
            Node next = next(node);
            text.append(node == first ? " " : ", which ");
            if (node.wanted == null) {
                text.append("cannot go on while that makes their thread wait");
            } else {
                text.append("waits for ")
                        .append(node.wanted)
                        .append(node.wantedBy == null ? "" : " (" + node.wantedBy + ")")
                        .append(", held by ");
                text.append(next == null || next == node ? "itself" : Names.of(next.stack));
            }
        }
        return new Problem(Problem.Kind.DEADLOCK, text.toString(), first.wanted == null ? 0 : first.wanted.address());
    }
}
