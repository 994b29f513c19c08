package asynctb.cpython.item;

import asynctb.cpython.frame.PyFrame;
import asynctb.cpython.thread.PyThread;
import asynctb.memory.MemoryFault;
import asynctb.model.ObjectInfo;
import asynctb.model.Stack;
import asynctb.model.ThreadInfo;
import asynctb.rules.NoValue;
import asynctb.rules.ThreadView;
import asynctb.rules.Value;
import asynctb.runtime.Item;
import asynctb.runtime.Unwrapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A thread: its frames.
 *
 * @param picture in which it is
 * @param thread the thread
 */
record ThreadItem(CPythonPicture picture, PyThread thread) implements Item, ThreadView {
    @Override
    public long address() {
        return thread.state();
    }

    @Override
    public ObjectInfo info() {
        return thread.object() != 0
                ? picture.names().describe(thread.object())
                : new ObjectInfo("PyThreadState", thread.state(), null);
    }

    @Override
    public Unwrapping unwrap() {
        return range().unwrap();
    }

    private FrameRange range() {
        FrameChain chain = picture.threads().chain(thread);
        return new FrameRange(picture, thread, chain.frames(), chain.problems());
    }

    @Override
    public List<CodeFrameItem> frames() {
        return picture.threads().frameItems(thread, this::range);
    }

    /** Some of the frames. */
    FrameRange range(int from, int to) {
        List<PyFrame> all = picture.threads().chain(thread).frames();
        List<PyFrame> some = all.subList(Math.min(from, all.size()), Math.min(to, all.size()));
        return new FrameRange(picture, thread, some, List.of());
    }

    @Override
    public Value object() {
        return ObjectValue.at(picture, thread.object());
    }

    @Override
    public @Nullable String name() {
        return thread.name();
    }

    @Override
    public Value local(Value threadLocal, String name) {
        try {
            return ObjectValue.at(
                    picture,
                    picture.threadLocals()
                            .readValue(thread, threadLocal.address(), name)
                            .orElse(0));
        } catch (MemoryFault e) {
            return NoValue.INSTANCE;
        }
    }

    @Override
    public ThreadInfo threadInfo() {
        return picture.threads().info(thread, () -> Objects.requireNonNull(head().thread()));
    }

    @Override
    public Head head() {
        var attributes = new LinkedHashMap<String, Object>();
        attributes.put("holds_gil", thread.holdsGil());
        if (thread.name() != null) {
            attributes.put("name", thread.name());
        }
        String call = thread.os() == null
                ? null
                : picture.threads().activities().get(thread.os().tid());
        if (call != null) {
            attributes.put("syscall", call);
        }
        Stack.State state;
        if (thread.holdsGil()) {
            state = Stack.State.RUNNING;
        } else {
            state = call != null ? Stack.State.WAITING : Stack.State.UNKNOWN;
        }
        return new Head(
                Stack.Kind.THREAD,
                thread.name(),
                thread.object() == 0 ? null : info(),
                threadInfo(attributes),
                state,
                null);
    }

    private ThreadInfo threadInfo(LinkedHashMap<String, Object> attributes) {
        return new ThreadInfo(
                thread.ident(),
                thread.os() == null ? null : thread.os().tid(),
                thread.daemon(),
                thread.interpreter().id(),
                attributes);
    }
}
