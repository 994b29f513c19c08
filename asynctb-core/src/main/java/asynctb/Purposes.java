package asynctb;

import asynctb.model.Frame;
import asynctb.model.Stack;
import asynctb.model.Tasks;
import asynctb.model.ThreadInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** For whom threads work: their frames are a part of what somebody else waits for. */
final class Purposes {
    private final Map<Long, Stack> byFrame = new HashMap<>();

    private Purposes() {}

    /**
     * The stacks, with the attribute {@code works_for} where there is somebody.
     *
     * @param trees of tasks
     * @param foreign the addresses of frames, by the id of the stack whose rules have put them in
     */
    static List<Stack> tell(List<Stack> stacks, List<Stack> trees, Map<String, Set<Long>> foreign) {
        if (foreign.isEmpty()) {
            return stacks;
        }
        var purposes = new Purposes();
        // Tasks last: a thread that waits for a task's end waits for its worker too, but by way of the task.
        stacks.forEach(stack -> purposes.add(stack, foreign));
        Tasks.topDown(trees).forEach(stack -> purposes.add(stack, foreign));
        return stacks.stream().map(purposes::told).toList();
    }

    private void add(Stack stack, Map<String, Set<Long>> foreign) {
        foreign.getOrDefault(stack.id(), Set.of()).forEach(frame -> byFrame.put(frame, stack));
    }

    private Stack told(Stack stack) {
        ThreadInfo thread = stack.thread();
        if (stack.kind() != Stack.Kind.THREAD || thread == null) {
            return stack;
        }
        List<String> names = new ArrayList<>(stack.frames().stream()
                .map(Frame::address)
                .map(byFrame::get)
                .filter(Objects::nonNull)
                .map(Names::of)
                .distinct()
                .toList());
        names.remove(Names.of(stack));
        if (names.isEmpty()) {
            return stack;
        }
        var attributes = new LinkedHashMap<>(thread.attributes());
        attributes.put("works_for", String.join(", ", names));
        return stack.withThread(
                new ThreadInfo(thread.ident(), thread.nativeId(), thread.daemon(), thread.interpreter(), attributes));
    }
}
