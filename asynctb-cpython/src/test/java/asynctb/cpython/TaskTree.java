package asynctb.cpython;

import asynctb.cpython.TaskReport.Edge;
import asynctb.model.Child;
import asynctb.model.Extraction;
import asynctb.model.Reference;
import asynctb.model.Stack;
import asynctb.model.Tasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The trees of tasks that were read, taken apart for comparison. */
final class TaskTree {
    /** Every stack that stands in the trees, in their order. */
    final List<Stack> stacks = new ArrayList<>();

    /** What stands in place of a stack. */
    final List<Reference> references = new ArrayList<>();

    /** From each task to those that stand below it, as stack or reference. */
    final Set<Edge> shown = new HashSet<>();

    /** From those that a task says it is awaited by. */
    final Set<Edge> said = new HashSet<>();

    private final Map<Long, Stack> byAddress = new HashMap<>();

    TaskTree(Extraction extraction) {
        var addresses = new HashMap<String, Long>();
        extraction.tasks().forEach(root -> add(root, addresses));
        for (Stack stack : stacks) {
            for (Child child : Tasks.below(stack)) {
                String id = child instanceof Stack below ? below.id() : ((Reference) child).id();
                shown.add(new Edge(address(stack), Objects.requireNonNull(addresses.get(id), id)));
            }
            for (String id : stack.awaitedBy()) {
                said.add(new Edge(Objects.requireNonNull(addresses.get(id), id), address(stack)));
            }
        }
    }

    private void add(Stack stack, Map<String, Long> addresses) {
        stacks.add(stack);
        addresses.put(stack.id(), address(stack));
        byAddress.put(address(stack), stack);
        for (Child child : Tasks.below(stack)) {
            if (child instanceof Stack below) {
                add(below, addresses);
            } else {
                references.add((Reference) child);
            }
        }
    }

    /** The addresses of the tasks, each as often as it stands there. */
    List<Long> addresses() {
        return stacks.stream().map(TaskTree::address).toList();
    }

    Stack at(long address) {
        return Objects.requireNonNull(byAddress.get(address));
    }

    private static long address(Stack stack) {
        return Objects.requireNonNull(stack.root()).address();
    }
}
