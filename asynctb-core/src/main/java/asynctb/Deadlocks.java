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
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds threads and tasks that wait for one another for ever. One waits for a lock while it enters its block, and holds it
 * while it is in its block. A task that does not run cannot let go of a lock while another one makes their thread wait.
 */
final class Deadlocks {
    private final RuleBook rules;
    private final Map<Long, Node> holders = new HashMap<>();
    private final Map<Long, Node> blockers = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();

    private Deadlocks(RuleBook rules) {
        this.rules = rules;
    }

    /** A thread or task, and the lock that it waits for. */
    private static final class Node {
        final Stack stack;

        @Nullable
        ObjectInfo wanted;

        /** The statement that waits, or the name of the lock. */
        @Nullable
        String wantedBy;

        Node(Stack stack) {
            this.stack = stack;
        }

        boolean isTask() {
            return stack.kind() == Stack.Kind.TASK;
        }

        String name() {
            return (isTask() ? "task " : "thread ") + (stack.name() == null ? stack.id() : '"' + stack.name() + '"');
        }
    }

    /**
     * One problem for each circle.
     *
     * @param roots threads, and trees of tasks; what is torn is not believed
     */
    static List<Problem> find(RuleBook rules, List<Stack> roots) {
        var deadlocks = new Deadlocks(rules);
        if (rules.hasLocks()) {
            // A task that runs stands in its thread's stack too; it is the task that is spoken of, so tasks come first.
            List<Stack> all = Tasks.topDown(roots);
            all.stream().filter(stack -> stack.kind() == Stack.Kind.TASK).forEach(deadlocks::look);
            all.stream().filter(stack -> stack.kind() == Stack.Kind.THREAD).forEach(deadlocks::look);
        }
        return deadlocks.circles();
    }

    private void look(Stack stack) {
        if (stack.problems().stream().anyMatch(problem -> problem.kind() == Problem.Kind.TORN)) {
            return;
        }
        var node = new Node(stack);
        look(node, stack.frames());
        ObjectInfo waitsFor = stack.waitsFor();
        if (node.wanted == null && waitsFor != null && rules.isLock(waitsFor.type())) {
            node.wanted = waitsFor;
        }
        nodes.add(node);
        ThreadInfo thread = stack.thread();
        if (node.isTask() && node.wanted != null && stack.state() == Stack.State.RUNNING && thread != null) {
            blockers.put(thread.ident(), node);
        }
    }

    private void look(Node node, List<Frame> frames) {
        for (Frame frame : frames) {
            frame.contexts().forEach(context -> look(node, context));
        }
    }

    private void look(Node node, Context context) {
        ObjectInfo lock = context.obj();
        // What runs and enters a lock of tasks is about to ask for it; only what stands still waits for it.
        boolean mayWait = node.stack.state() != Stack.State.RUNNING || !context.isAsync();
        if (lock != null && rules.isLock(lock.type())) {
            if (!context.isEntering()) {
                holders.putIfAbsent(lock.address(), node);
            } else if (mayWait) {
                node.wanted = lock;
                node.wantedBy = context.text() != null ? context.text() : context.varname();
            }
        }
        if (context.innerStack() != null) {
            look(node, context.innerStack().frames());
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
            Node at = start;
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
            Node holder = holders.get(node.wanted.address());
            return holder == node && rules.isReentrant(node.wanted.type()) ? null : holder;
        }
        ThreadInfo thread = node.stack.thread();
        return node.isTask() && thread != null ? blockers.get(thread.ident()) : null;
    }

    /** {@code task "a" waits for <Lock> (with b:), held by task "b", which waits for <Lock> (with a:), held by task "a"}. */
    private Problem problem(Node first) {
        Map<Node, Node> circle = new LinkedHashMap<>();
        for (Node at = first; at != null && !circle.containsKey(at); at = next(at)) {
            circle.put(at, at);
        }
        var text = new StringBuilder(first.name());
        for (Node node : circle.keySet()) {
            Node next = next(node);
            text.append(node == first ? " " : ", which ");
            if (node.wanted == null) {
                text.append("cannot go on while that makes their thread wait");
            } else {
                text.append("waits for ")
                        .append(node.wanted)
                        .append(node.wantedBy == null ? "" : " (" + node.wantedBy + ")")
                        .append(", held by ");
                text.append(next == null || next == node ? "itself" : next.name());
            }
        }
        return new Problem(Problem.Kind.DEADLOCK, text.toString(), first.wanted == null ? 0 : first.wanted.address());
    }
}
