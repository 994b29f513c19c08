package asynctb;

import asynctb.model.Child;
import asynctb.model.Reference;
import asynctb.model.Stack;
import asynctb.runtime.TaskItem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Arranges tasks as trees: below each stand those that it waits for. However tangled the waits are, each task is one stack;
 * where it belongs a second time, and where a cycle closes, stands a reference. Nothing here recurses, because a chain of
 * tasks may be as long as there are tasks.
 */
final class TaskForest {
    private final Extractor extractor;
    private final Map<Long, TaskItem> tasks = new LinkedHashMap<>();
    private final Map<Long, TaskItem.Facts> facts = new HashMap<>();
    private final Map<Long, List<TaskItem>> children = new HashMap<>();
    private final Map<Long, Long> parents = new HashMap<>();

    /**
     * Begins with the tasks of a picture.
     *
     * @param live in the order of their creation
     */
    TaskForest(List<? extends TaskItem> live, Extractor extractor) {
        this.extractor = extractor;
        for (TaskItem task : live) {
            tasks.put(task.address(), task);
        }
        for (TaskItem task : tasks.values()) {
            var known = task.facts();
            facts.put(task.address(), known);
            known.awaitedBy().stream().filter(tasks::containsKey).distinct().forEach(parent -> {
                parents.putIfAbsent(task.address(), parent);
                children.computeIfAbsent(parent, p -> new ArrayList<>()).add(task);
            });
        }
    }

    /** All tasks. */
    List<Stack> trees() {
        var planted = new Planting(null);
        var roots = new ArrayList<Long>();
        for (TaskItem task : tasks.values()) {
            if (!parents.containsKey(task.address())) {
                roots.add(task.address());
                planted.add(task);
            }
        }
        // What is left waits in a circle, or for one.
        for (TaskItem task : tasks.values()) {
            if (!planted.nodes.containsKey(task.address())) {
                TaskItem root = inCircle(task);
                roots.add(root.address());
                planted.add(root);
            }
        }
        Map<Long, Stack> stacks = planted.stacks();
        return roots.stream()
                .map(root -> Objects.requireNonNull(stacks.get(root)))
                .toList();
    }

    /** One task and all below it. It need not live. */
    Stack tree(TaskItem root, String selector) {
        var planted = new Planting(selector);
        planted.add(root);
        return Objects.requireNonNull(planted.stacks().get(root.address()));
    }

    /**
     * The oldest task of the circle that a task hangs on, which has no root further up; so the tree does not depend on
     * where the search begins.
     */
    private TaskItem inCircle(TaskItem task) {
        var seen = new LinkedHashSet<Long>();
        long at = task.address();
        while (seen.add(at)) {
            at = Objects.requireNonNull(parents.get(at));
        }
        List<Long> walk = List.copyOf(seen);
        Set<Long> circle = Set.copyOf(walk.subList(walk.indexOf(at), walk.size()));
        return tasks.values().stream()
                .filter(candidate -> circle.contains(candidate.address()))
                .findFirst()
                .orElse(task);
    }

    /** The tasks below some roots, each in its one place: under its parent, or, below a selected one, where it is met first. */
    private final class Planting {
        private final @Nullable String selector;
        private final Map<Long, Node> nodes = new LinkedHashMap<>();

        Planting(@Nullable String selector) {
            this.selector = selector;
        }

        /** Adds a root and what is below it and not there yet. */
        void add(TaskItem root) {
            Deque<Node> work = new ArrayDeque<>();
            work.add(node(root, selector));
            while (!work.isEmpty()) {
                Node node = work.remove();
                for (TaskItem child : children.getOrDefault(node.task.address(), List.of())) {
                    boolean isHere = !nodes.containsKey(child.address()) && (selector != null || isParent(node, child));
                    if (isHere) {
                        work.add(node(child, null));
                    }
                    node.children.add(new Edge(child, isHere));
                }
            }
        }

        private Node node(TaskItem task, @Nullable String named) {
            var node = new Node(task, extractor.idOfTask(task), named);
            nodes.put(task.address(), node);
            return node;
        }

        private boolean isParent(Node node, TaskItem child) {
            return Objects.equals(parents.get(child.address()), node.task.address());
        }

        /** Children are finished before their parents: a node comes after the one that led to it. */
        Map<Long, Stack> stacks() {
            var stacks = new HashMap<Long, Stack>();
            var order = new ArrayList<>(nodes.values());
            for (int i = order.size() - 1; i >= 0; i--) {
                Node node = order.get(i);
                var below = new ArrayList<Child>();
                for (Edge edge : node.children) {
                    long address = edge.child.address();
                    below.add(
                            edge.isHere
                                    ? Objects.requireNonNull(stacks.remove(address))
                                    : new Reference(id(address), edge.child.head().name()));
                }
                stacks.put(node.task.address(), stack(node).withChildren(below));
            }
            return stacks;
        }

        private Stack stack(Node node) {
            TaskItem.Facts known = facts.get(node.task.address());
            if (known == null) {
                known = node.task.facts();
            }
            List<String> awaitedBy = known.awaitedBy().stream()
                    .filter(tasks::containsKey)
                    .distinct()
                    .map(this::id)
                    .toList();
            return extractor.extractTask(node.task, known, node.id, awaitedBy, node.selector);
        }

        private String id(long address) {
            Node node = nodes.get(address);
            return node == null ? Extractor.id(Stack.Kind.TASK, address) : node.id;
        }
    }

    private record Edge(TaskItem child, boolean isHere) {}

    private static final class Node {
        final TaskItem task;
        final String id;
        final @Nullable String selector;
        final List<Edge> children = new ArrayList<>();

        Node(TaskItem task, String id, @Nullable String selector) {
            this.task = task;
            this.id = id;
            this.selector = selector;
        }
    }
}
