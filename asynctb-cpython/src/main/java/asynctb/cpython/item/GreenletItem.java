package asynctb.cpython.item;

import asynctb.cpython.frame.PyFrame;
import asynctb.cpython.library.greenlet.Greenlet;
import asynctb.cpython.object.Attributes;
import asynctb.cpython.object.PyStr;
import asynctb.memory.MemoryFault;
import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.model.Stack;
import asynctb.runtime.Item;
import asynctb.runtime.Unwrapping;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A greenlet: its frames from where it begins.
 *
 * @param picture in which it is
 * @param address where it stands
 */
record GreenletItem(CPythonPicture picture, long address) implements Item {
    @Override
    public ObjectInfo info() {
        return picture.names().describe(address);
    }

    /** {@inheritDoc} A MemoryFault tells that it could not be read. */
    @Override
    public Unwrapping unwrap() {
        Greenlet greenlet = picture.greenlets().read(address);
        if (greenlet.state() == Greenlet.State.SUSPENDED) {
            FrameChain chain = picture.threads().chain(greenlet);
            return new FrameRange(picture, null, chain.frames(), chain.problems()).unwrap();
        }
        return greenlet.state() == Greenlet.State.CURRENT ? running(greenlet) : Unwrapping.of(List.of());
    }

    /** What its thread runs inside of the frames of its parents. */
    private Unwrapping running(Greenlet greenlet) {
        if (greenlet.thread() == null) {
            return new Unwrapping(
                    List.of(),
                    List.of(new Problem(
                            Problem.Kind.UNREADABLE, "it is running, but no thread was found that runs it", address)));
        }
        FrameChain chain = picture.threads().chain(greenlet.thread());
        List<PyFrame> frames = chain.frames();
        int begin = frames.size();
        while (begin > 0 && !chain.ends().contains(frames.get(begin - 1).address())) {
            begin--;
        }
        return new FrameRange(picture, greenlet.thread(), frames.subList(begin, frames.size()), chain.problems())
                .unwrap();
    }

    @Override
    public Head head() {
        try {
            Greenlet greenlet = picture.greenlets().read(address);
            return new Head(
                    Stack.Kind.GREENLET,
                    readName(),
                    info(),
                    greenlet.thread() == null
                            ? null
                            : picture.item(greenlet.thread()).threadInfo(),
                    state(greenlet),
                    greenlet.isMain()
                            ? greenlet.state().text() + ", main greenlet"
                            : greenlet.state().text());
        } catch (MemoryFault e) {
            return new Head(Stack.Kind.GREENLET, null, info(), null, Stack.State.UNKNOWN, null);
        }
    }

    static Stack.State state(Greenlet greenlet) {
        return switch (greenlet.state()) {
            case PENDING -> Stack.State.CREATED;
            case SUSPENDED -> Stack.State.SUSPENDED;
            case CURRENT -> Stack.State.RUNNING;
            case DEAD -> Stack.State.FINISHED;
        };
    }

    /** The {@code name} that a subclass gives its instances; null if it has none. */
    @Nullable
    String readName() {
        try {
            OptionalLong name = Attributes.readPlain(picture.heap().readObject(address), "name");
            return name.isPresent() && picture.heap().readObject(name.getAsLong()) instanceof PyStr text
                    ? text.readText()
                    : null;
        } catch (MemoryFault e) {
            return null;
        }
    }
}
