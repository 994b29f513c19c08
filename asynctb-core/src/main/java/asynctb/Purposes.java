package asynctb;

import asynctb.model.Frame;
import asynctb.model.Stack;
import asynctb.model.Tasks;
import asynctb.model.ThreadInfo;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** For whom threads work: their frames are a part of what somebody else waits for. */
final class Purposes {
    private final Map<String, Set<Long>> foreign;
    private final Map<Long, Purpose> byFrame = new HashMap<>();

    private Purposes(Map<String, Set<Long>> foreign) {
        this.foreign = foreign;
    }

    /**
     * Who waits for what a frame does.
     *
     * @param distance how many frames of others stand before it there
     */
    private record Purpose(Stack stack, int distance) {}

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
        var purposes = new Purposes(foreign);
        // Tasks last: a task that runs counts rather than its thread.
        stacks.forEach(purposes::add);
        Tasks.topDown(trees).forEach(purposes::add);
        return stacks.stream().map(purposes::told).toList();
    }

    private Set<Long> foreignIn(Stack stack) {
        return foreign.getOrDefault(stack.id(), Set.of());
    }

    /** Who waits for somebody waits for whom that one waits for, too; the nearest is kept. */
    private void add(Stack stack) {
        Set<Long> others = foreignIn(stack);
        int distance = 0;
        for (Frame frame : others.isEmpty() ? List.<Frame>of() : stack.frames()) {
            if (others.contains(frame.address())) {
                var purpose = new Purpose(stack, distance++);
                byFrame.merge(frame.address(), purpose, (old, now) -> now.distance <= old.distance ? now : old);
            }
        }
    }

    private Stack told(Stack stack) {
        ThreadInfo thread = stack.thread();
        if (stack.kind() != Stack.Kind.THREAD || thread == null) {
            return stack;
        }
        Set<Long> others = foreignIn(stack);
        List<String> names = stack.frames().stream()
                .map(Frame::address)
                .filter(frame -> !others.contains(frame))
                .map(byFrame::get)
                .filter(Objects::nonNull)
                .map(purpose -> Names.of(purpose.stack))
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return stack;
        }
        var attributes = new LinkedHashMap<>(thread.attributes());
        attributes.put("works_for", String.join(", ", names));
        return stack.withThread(
                new ThreadInfo(thread.ident(), thread.nativeId(), thread.daemon(), thread.interpreter(), attributes));
    }
}
