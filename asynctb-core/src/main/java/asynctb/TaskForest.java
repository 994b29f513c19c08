package asynctb;

import asynctb.model.Child;
import asynctb.model.Reference;
import asynctb.model.Stack;
import asynctb.rules.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Arranges tasks as trees: below each stand those that it waits for. However tangled the waits are, each task is one stack;
 * where it belongs a second time, and where a cycle closes, stands a reference. Nothing here recurses, because a chain of
 * tasks may be as long as there are tasks.
 */
final class TaskForest implements TaskPlaces {
    // Odd, so that no two addresses become one. Tasks stand at even distances, which hash tables bear badly.
    static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    // Deeper ones are not placed below the managers that keep them but below their tasks, where nesting costs nothing.
    private static final int MAX_NESTING = 100;

    private final Extractor extractor;
    private final Map<Long, Node> nodes = new LinkedHashMap<>();

    /**
     * Begins with the tasks of a picture.
     *
     * @param live in the order of their creation
     */
    TaskForest(List<TaskItem> live, Extractor extractor) {
        this.extractor = extractor;
        for (TaskItem task : live) {
            nodes.putIfAbsent(task.address() * SPREAD, new Node(task, nodes.size()));
        }
        for (Node node : nodes.values()) {
            for (Node parent : parents(node.task.task().awaitedBy())) {
                node.parents.add(parent);
                parent.children.add(node);
            }
        }
    }

    /** Those of some tasks that live, each once. */
    private Collection<Node> parents(List<Value> tasks) {
        // Nearly all are awaited by one, and any number may be by very many.
        Collection<Node> parents = tasks.size() == 1 ? new ArrayList<>(1) : new LinkedHashSet<>(0);
        for (Value task : tasks) {
            Node parent = nodes.get(task.address() * SPREAD);
            if (parent != null) {
                parents.add(parent);
            }
        }
        return parents;
    }

    /** A task and its neighbours. The first parent is the one that it is shown under. */
    private static final class Node {
        final TaskItem task;
        final int order;
        final List<Node> parents = new ArrayList<>(1);
        final List<Node> children = new ArrayList<>(0);

        Node(TaskItem task, int order) {
            this.task = task;
            this.order = order;
        }
    }

    /** All tasks. */
    List<Stack> trees() {
        var planting = new Planting(false);
        var roots = new ArrayList<Node>();
        for (Node node : nodes.values()) {
            if (node.parents.isEmpty()) {
                roots.add(node);
                planting.add(node);
            }
        }
        // What is left waits in a circle, or for one.
        for (Node node : nodes.values()) {
            if (!planting.holds(node)) {
                Node root = oldestInCircle(node);
                roots.add(root);
                planting.add(root);
            }
        }
        return planting.stacks(roots, null);
    }

    /** One task and all below it. It need not live. */
    Stack tree(TaskItem root, String selector) {
        Node known = nodes.get(root.address() * SPREAD);
        Node node = known == null ? new Node(root, nodes.size()) : known;
        var planting = new Planting(true);
        planting.add(node);
        return planting.stacks(List.of(node), selector).getFirst();
    }

    /**
     * The oldest task of the circle that a task hangs on, which has no root further up; so the tree does not depend on
     * where the search begins.
     */
    private Node oldestInCircle(Node node) {
        var seen = new LinkedHashSet<Node>();
        Node at = node;
        while (seen.add(at)) {
            at = at.parents.getFirst();
        }
        List<Node> walk = List.copyOf(seen);
        List<Node> circle = walk.subList(walk.indexOf(at), walk.size());
        return Collections.min(circle, Comparator.comparingInt(member -> member.order));
    }

    @Override
    public int order(long address) {
        Node node = nodes.get(address * SPREAD);
        return node == null ? Integer.MAX_VALUE : node.order;
    }

    @Override
    public @Nullable Reference reference(long address) {
        Node node = nodes.get(address * SPREAD);
        return node == null
                ? null
                : new Reference(
                        Extractor.id(Stack.Kind.TASK, address), node.task.head().name());
    }

    /** Which tasks stand where, below some roots. */
    private final class Planting {
        private final boolean isFree;
        private final Map<Node, Plant> plants = new LinkedHashMap<>();

        /**
         * Begins without any.
         *
         * @param isFree whether a task stands where it is met first, not only under its first parent
         */
        Planting(boolean isFree) {
            this.isFree = isFree;
        }

        boolean holds(Node node) {
            return plants.containsKey(node);
        }

        /** Adds a root and what is below it and not there yet. */
        void add(Node root) {
            Deque<Node> work = new ArrayDeque<>();
            plant(root, 0, work);
            while (!work.isEmpty()) {
                Node node = work.remove();
                Plant plant = Objects.requireNonNull(plants.get(node));
                for (Node child : node.children) {
                    boolean isHere = !holds(child) && (isFree || child.parents.getFirst() == node);
                    if (isHere) {
                        plant(child, plant.depth + 1, work);
                    }
                    plant.below.add(new Edge(child, isHere));
                }
            }
        }

        private void plant(Node node, int depth, Deque<Node> work) {
            plants.put(node, new Plant(extractor.idOfTask(node.task), depth, new ArrayList<>(0)));
            work.add(node);
        }

        /** The trees. Children are finished before their parents, which stand before them in the order of planting. */
        List<Stack> stacks(List<Node> roots, @Nullable String selector) {
            var stacks = new HashMap<Node, Stack>();
            var order = new ArrayList<>(plants.entrySet());
            for (int i = order.size() - 1; i >= 0; i--) {
                Node node = order.get(i).getKey();
                Plant plant = order.get(i).getValue();
                var below = new LinkedHashMap<Long, Child>();
                for (Edge edge : plant.below) {
                    below.put(
                            edge.child.task.address() * SPREAD,
                            edge.isHere
                                    ? Objects.requireNonNull(stacks.remove(edge.child))
                                    : new Reference(
                                            id(edge.child),
                                            edge.child.task.head().name()));
                }
                var awaitedBy = new ArrayList<String>(node.parents.size());
                for (Node parent : node.parents) {
                    awaitedBy.add(id(parent));
                }
                stacks.put(
                        node,
                        extractor.extractTask(
                                node.task,
                                plant.id,
                                awaitedBy,
                                below,
                                plant.depth < MAX_NESTING,
                                node == roots.getFirst() ? selector : null));
            }
            return roots.stream()
                    .map(root -> Objects.requireNonNull(stacks.get(root)))
                    .toList();
        }

        private String id(Node node) {
            Plant plant = plants.get(node);
            return plant == null ? Extractor.id(Stack.Kind.TASK, node.task.address()) : plant.id;
        }
    }

    /** A task in its place. */
    private record Plant(String id, int depth, List<Edge> below) {}

    /** From a task to one that it waits for, which stands here or elsewhere. */
    private record Edge(Node child, boolean isHere) {}
}
