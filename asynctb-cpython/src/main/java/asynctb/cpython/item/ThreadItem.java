package asynctb.cpython.item;

import asynctb.cpython.thread.PyThread;
import asynctb.model.ObjectInfo;
import asynctb.model.Stack;
import asynctb.model.ThreadInfo;
import asynctb.runtime.Item;
import asynctb.runtime.Unwrapping;
import java.util.LinkedHashMap;
import java.util.Objects;

/**
 * A thread: its frames.
 *
 * @param picture in which it is
 * @param thread the thread
 */
record ThreadItem(CPythonPicture picture, PyThread thread) implements Item {
    @Override
    public long address() {
        return thread.state();
    }

    @Override
    public ObjectInfo info() {
        return thread.object() != 0
                ? picture.describe(thread.object())
                : new ObjectInfo("PyThreadState", thread.state(), null);
    }

    @Override
    public Unwrapping unwrap() {
        FrameChain chain = picture.chain(thread);
        return new FrameRange(picture, thread, chain.frames(), chain.problems()).unwrap();
    }

    /** What is said of the thread itself. */
    ThreadInfo threadInfo() {
        return Objects.requireNonNull(head().thread());
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
                : picture.activities().get(thread.os().tid());
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
